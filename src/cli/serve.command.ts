import 'reflect-metadata';
import { runService } from '../bootstrap/run-service.js';

export const run = runService;
