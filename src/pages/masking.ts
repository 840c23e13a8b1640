import { redactAll } from '../llm/redact.ts';

export { maskPhone } from '../customers/index.ts';

/** `王小明` → `王**`. Two stars whatever the length: that would tell something too. */
export function maskName(name: string): string {
  return name === '' ? '' : `${name.slice(0, 1)}**`;
}

/** `沪A12345` → `沪A***45` */
export function maskPlate(plate: string): string {
  return plate.length < 5 ? '***' : `${plate.slice(0, 2)}***${plate.slice(-2)}`;
}

/** A text in which names, numbers, plates and addresses are stars. @param known what certainly has to go, as it is written */
export function maskText(text: string, known: readonly string[] = []): string {
  const bare = known.filter((piece) => piece !== '').reduce((rest, piece) => rest.replaceAll(piece, '***'), text);
  const [redacted = ''] = redactAll([bare]).texts;
  return redacted.replaceAll(/⟦[A-Z]+_\d+⟧/g, '***');
}
