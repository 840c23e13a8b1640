import type { Context } from '../context.ts';
import { bindingSceneOf } from '../conversations/index.ts';
import { findByPlate } from '../customers/index.ts';
import { CareError } from '../errors.ts';
import type { AccountMessenger } from '../ports.ts';

const ASKS = /^(?:生成)?绑定(?:二维)?码[:：,，\s]*(.*)$/s;

/** As long as the platform lets a code with words live. */
const VALID_DAYS = 30;

/**
 * “绑定码 沪A12345”: a QR code of the service account that binds whoever scans it to this car's owner. The platform is
 * asked outside a transaction; a code that was made and not handed out does no harm.
 *
 * @returns the answer; undefined when the text asks for no code
 */
export async function answerBindingCode(
  context: Context,
  account: AccountMessenger | undefined,
  text: string,
): Promise<string | undefined> {
  const plate = ASKS.exec(text)?.[1]?.trim();
  if (plate === undefined) return undefined;
  if (account === undefined) return '门店还没有接入服务号，不能生成绑定码。';
  const vehicle = await findByPlate(context.database.client, context.storeId, plate);
  if (vehicle === undefined) return '档案里没有这个车牌，请写“绑定码 车牌号”，如“绑定码 沪A12345”。';
  try {
    const scene = bindingSceneOf(vehicle.id);
    const { pictureUrl } = await account.createQrCode({ scene, validSeconds: VALID_DAYS * 86_400 });
    context.logger.info({ vehicleId: vehicle.id, userId: context.actor.id }, 'binding code was made');
    return `${vehicle.plateNumber ?? plate} 的绑定码，${VALID_DAYS}天内有效，请只给这辆车的车主扫：\n${pictureUrl}`;
  } catch (error) {
    if (!(error instanceof CareError) || error.code !== 'UPSTREAM') throw error;
    context.logger.error({ vehicleId: vehicle.id, error: error.message }, 'binding code was not made');
    return '二维码没有生成，请稍后再试；还是不行，请管理员检查服务号的接口权限。';
  }
}
