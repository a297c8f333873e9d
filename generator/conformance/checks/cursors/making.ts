export const encoded = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url');
