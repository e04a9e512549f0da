export function buildService(): void;
