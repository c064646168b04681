export function collectTexts(): string[];
export function unreadableCalls(): string[];
