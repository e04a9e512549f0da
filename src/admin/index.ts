export { AdminPages } from './admin-pages.js';
export { type AdminSettings, type SignInSettings } from './admin-settings.js';
