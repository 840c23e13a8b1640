import { parseArgs } from 'node:util';
import { createLogger } from './logger.ts';
import { readModelSettings } from './config.ts';
import { startSandbox } from './sandbox/start.ts';

const USAGE = `npm run sandbox -- [--port 3000] [--data .data/sandbox] [--reset] [--seed 1]`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    data: { type: 'string', default: '.data/sandbox' },
    reset: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const port = Number(values.port);
const seed = Number(values.seed);
if (!Number.isInteger(port) || port < 0 || port > 65_535 || !Number.isInteger(seed)) {
  console.error(`--port must be 0–65535 and --seed a whole number\n${USAGE}`);
  process.exit(2);
}

const logger = createLogger('error');
try {
  const sandbox = await startSandbox({
    port,
    dataDir: values.data,
    reset: values.reset,
    seed,
    logger,
    modelSettings: readModelSettings(process.env),
    onProgress: (step) => console.log(step),
  });
  console.log(`
沙箱已就绪 / The sandbox is ready:  ${sandbox.url}

  1. 在“车主”手机上点一句推荐的话，例如“说好三天到货的配件，等了半个月还没消息”
  2. 到“员工”手机找罗主管（配件部），在卡片上点“签收”，回复一句进展，再点“处理完毕”并回复一句处理结果
  3. 回到车主手机点“满意”，工单关闭；右侧可看到每一步的来龙去脉
  4. 用时钟“+1 天”看保养、年检、生日提醒自动发出；在“总经理”手机上问“今天有多少投诉”

数据保存在 ${values.data}，下次启动接着用；--reset 重新开始。Ctrl+C 退出。`);
  const stop = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const isPortTaken = (error as { code?: string }).code === 'EADDRINUSE';
  console.error(
    isPortTaken
      ? `端口 ${port} 已被占用，请换一个：npm run sandbox -- --port ${port + 1}\nPort ${port} is taken: choose another with --port.`
      : error,
  );
  process.exit(1);
}
