export function checkFile(_file: string): void {}
