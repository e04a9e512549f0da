export { dataSource as default } from './src/database/data-source.cli.js';
