interface Output {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

export const noticesFile: string;

export function noticesOf(outputs: Readonly<Record<string, Output>>, root?: string): string;
