export const VERIFICATION_KIND = 'runs.verify';
