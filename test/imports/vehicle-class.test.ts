import { expect, test } from 'vitest';
import { parseSeats, parseVehicleClass } from '../../src/imports/vehicle-class.ts';

test.each([
  ['小型轿车', 'smallPassenger'],
  ['轿车', 'smallPassenger'],
  ['SUV', 'smallPassenger'],
  ['小型越野客车', 'smallPassenger'],
  ['小型普通客车', 'smallPassenger'],
  ['微型客车', 'smallPassenger'],
  ['小客车', 'smallPassenger'],
  ['小型面包车', 'van'],
  ['面包车', 'van'],
  ['中型普通客车', 'largePassenger'],
  ['大型卧铺客车', 'largePassenger'],
  ['大客车', 'largePassenger'],
  ['轻型普通货车', 'truck'],
  ['轻型多用途货车', 'truck'],
  ['皮卡', 'truck'],
  ['重型半挂牵引车', 'truck'],
  ['普通二轮摩托车', 'motorcycle'],
  ['轻便摩托车', 'motorcycle'],
  ['小型汽车', 'silent'],
  ['小型新能源汽车', 'silent'],
  ['', 'silent'],
])('“%s” is %s', (text, vehicleClass) => {
  expect(parseVehicleClass(text, undefined)).toBe(vehicleClass);
});

test.each(['大型汽车', '客车', '客货两用车', '专项作业车', '中型校车', '三轮汽车', '挂车', '教练汽车', '本店销售'])(
  '“%s” names no class for certain',
  (text) => {
    expect(parseVehicleClass(text, undefined)).toBeUndefined();
  },
);

test.each([
  ['客车', 7, 'smallPassenger'],
  ['客车', 19, 'largePassenger'],
  ['大型汽车', 45, 'largePassenger'],
  ['小型汽车', 5, 'silent'],
  ['', 19, 'largePassenger'],
  ['轿车', 20, undefined],
  ['轻型普通货车', 5, 'truck'],
  ['面包车', 7, 'van'],
] as const)('“%s” with %i seats is %s', (text, seats, vehicleClass) => {
  expect(parseVehicleClass(text, seats)).toBe(vehicleClass);
});

test.each([
  ['5', 5],
  ['7座', 7],
  ['9 人', 9],
  ['2+3', undefined],
  ['0', undefined],
  ['若干', undefined],
])('“%s” are %s seats', (text, seats) => {
  expect(parseSeats(text)).toBe(seats);
});
