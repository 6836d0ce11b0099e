const REF = /^o1\.([A-Za-z0-9_-]{1,64})\.(\d{1,15})$/;

/**
 * The name under which a reply is spoken, for channels that bring it back in their reports: the conversation's keyed hash
 * and the entry's number. It says nothing about anybody to whoever reads it on the way.
 */
export function refOf(id: string, seq: number): string {
  return `o1.${id.slice(id.indexOf('|') + 1)}.${seq}`;
}

/** Which reply of which conversation a report means; `undefined` when it is not one of these. */
export function readRef(channel: string, ref: string): { readonly id: string; readonly seq: number } | undefined {
  const found = REF.exec(ref);
  return found ? { id: `${channel}|${found[1]}`, seq: Number(found[2]) } : undefined;
}
