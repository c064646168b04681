const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether `text` is a GUID, as ids of tenants and applications of Entra are. */
export function isGuid(text: string): boolean {
  return pattern.test(text);
}
