import { Prisma, type PrismaClient } from './generated/client.ts';

/**
 * The client's validation errors print the whole row, names and mobiles with it, and error texts end up in logs. Keeps
 * of them the model, the operation and the argument at fault.
 */
export function withPersonFreeErrors(prisma: PrismaClient): PrismaClient {
  return prisma.$extends({
    query: {
      $allOperations: async ({ model, operation, args, query }) => {
        try {
          return (await query(args)) as unknown;
        } catch (error) {
          if (error instanceof Prisma.PrismaClientValidationError) {
            const argument = /(?:argument|field) `([\w.]+)`/i.exec(
              error.message.slice(error.message.lastIndexOf('\n')),
            );
            const message = `malformed query ${model ?? ''}.${operation}: ${argument?.[1] ?? 'see its arguments'}`;
            const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
            error.stack = [`${error.name}: ${message}`, ...frames].join('\n');
            error.message = message;
          }
          throw error;
        }
      },
    },
  }) as unknown as PrismaClient;
}
