import { z } from 'zod';
import type { CallbackMode, CallbackOptions, FaultInput } from '../control-types.ts';
import { ControlError } from '../core/platform-error.ts';
import type { World } from '../world.ts';

const callback = z.object({ url: z.string(), token: z.string(), aesKey: z.string() });
const template = z.object({ templateId: z.string(), title: z.string(), content: z.string() });
const texts = z.array(z.string());

const app = z.object({
  agentId: z.int().positive(),
  secret: z.string().min(1),
  name: z.string(),
  visibleUserIds: z.union([z.literal('all'), texts]).optional(),
  callback: callback.optional(),
  trustedIps: texts.optional(),
  trustedDomain: z.string().optional(),
  externalContact: z.boolean().optional(),
});
const kfAccount = z.object({
  openKfId: z.string().min(1),
  name: z.string(),
  agentIds: z.array(z.int()),
  servicerUserIds: texts,
  callback: callback.optional(),
});
const member = z.object({
  userId: z.string().regex(/^[\w.@-]{1,64}$/),
  name: z.string(),
  department: z.string().optional(),
  title: z.string().optional(),
  adminWelcome: z.boolean().optional(),
});
const world = z.object({
  corps: z
    .array(
      z.object({
        corpId: z.string().min(1),
        name: z.string(),
        apps: z.array(app).optional(),
        members: z.array(member).optional(),
        kfAccounts: z.array(kfAccount).optional(),
        contactsSync: callback.optional(),
        robots: z.array(z.object({ key: z.string().min(1), name: z.string() })).optional(),
      }),
    )
    .optional(),
  officialAccounts: z
    .array(
      z.object({
        appId: z.string().min(1),
        secret: z.string().min(1),
        originalId: z.string(),
        name: z.string(),
        callback: callback.extend({ mode: z.enum(['plain', 'compatible', 'safe']).optional() }).optional(),
        templates: z.array(template).optional(),
        subscriptionTemplates: z.array(template).optional(),
        testAccount: z.boolean().optional(),
        ipWhitelist: texts.optional(),
      }),
    )
    .optional(),
  smsAccounts: z
    .array(
      z.object({
        vendor: z.enum(['aliyun', 'huawei']),
        keyId: z.string().min(1),
        secret: z.string().min(1),
        signatures: texts,
        templates: z.array(
          z.object({
            templateId: z.string().min(1),
            kind: z.enum(['code', 'notification', 'promotion']),
            content: z.string(),
          }),
        ),
        senders: texts.optional(),
        reportUrl: z.url().optional(),
        replyUrl: z.url().optional(),
        balance: z.int().min(0).optional(),
      }),
    )
    .optional(),
  people: z
    .array(
      z.object({
        personId: z.string().min(1),
        name: z.string(),
        unionId: z.string().optional(),
        phone: z
          .string()
          .regex(/^1[3-9]\d{9}$/)
          .optional(),
        externalUserId: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
        openIds: z.record(z.string(), z.string()).optional(),
        followsAppIds: texts.optional(),
        contactOf: z.array(z.object({ corpId: z.string(), userId: z.string() })).optional(),
      }),
    )
    .optional(),
});

const count = z.int().min(0);
const tamperKinds = z.enum(['signature', 'receiveid', 'padding', 'msg_len', 'body', 'truncated']);
const mode = z.object({
  drop: count.optional(),
  duplicate: count.optional(),
  reorder: count.optional(),
  tamper: z.object({ kind: tamperKinds, times: count }).optional(),
  hold: z.boolean().optional(),
});
const options = z.object({
  retryDelaysMs: z.array(count).optional(),
  deadlineMs: z.int().positive().optional(),
  verifyDeadlineMs: z.int().positive().optional(),
  concurrencyPerReceiver: z.int().positive().optional(),
});
const fault = z.object({
  api: z.string().min(1),
  kind: z.enum(['errcode', 'lostAnswer', 'cut', 'slow', 'status', 'timeout']),
  errcode: z.int().optional(),
  code: z.string().optional(),
  status: z.int().min(200).max(599).optional(),
  delayMs: count.optional(),
  times: z.int().positive().optional(),
});

// zod writes optional fields as `T | undefined`; what it accepted has them absent or set.
export const readWorldInput = (body: unknown): World => read(world, body) as World;
export const readMode = (body: unknown): CallbackMode => read(mode, body) as CallbackMode;
export const readOptions = (body: unknown): Partial<CallbackOptions> => read(options, body) as Partial<CallbackOptions>;
export const readFault = (body: unknown): FaultInput => read(fault, body) as FaultInput;

/** @throws {ControlError} 400 naming every field that is wrong */
function read(schema: z.ZodType, body: unknown): unknown {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new ControlError(
    400,
    result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
  );
}
