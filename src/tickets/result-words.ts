/** As departments write it: "原因：… 措施：…", with or without colons, the measure also called 处理, 结果 or 解决办法. */
const CAUSE_FIRST =
  /^(?:故障|投诉)?原因(?:是|为|[:：\s])[:：\s]*(?<cause>.+?)[\s,，;；。.、]*(?:处理)?(?:措施|结果|办法|方案|处理)(?:和结果|及结果)?(?:是|为|[:：\s])[:：\s]*(?<result>.+)$/s;

/** What a department wrote about its work, told apart into cause and measure. Without that form all of it is the result. */
export function readResultWords(words: string): { cause: string; result: string } {
  const { cause, result } = CAUSE_FIRST.exec(words.trim())?.groups ?? {};
  if (cause === undefined || result === undefined) return { cause: '', result: words.trim() };
  return { cause: cause.trim(), result: result.trim() };
}
