import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExecutionService } from 'learning-engine';
import { calibratedItems, CalibrationsService } from 'learning-engine/learners';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';

/** The first answer of each learner to each question. */
const FIRST_ANSWERS = `
  SELECT learner_id, json_agg(json_build_object('item_id', question_id, 'correct', correct)) AS answers
  FROM (SELECT DISTINCT ON (learner_id, question_id) learner_id, question_id, option = key AS correct
    FROM attempts JOIN questions ON questions.id = question_id ORDER BY learner_id, question_id, at, attempts.id) AS first
  GROUP BY learner_id`;

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const learners = await app.get(DataSource).query(FIRST_ANSWERS);
const [engine, calibrations] = [app.get(ExecutionService), app.get(CalibrationsService)];
const { output } = await engine.execute('difficulty', { items: [], learners }, { version: 'v2', trigger: 'nightly' });
const items = calibratedItems(output.items);
if (items.length > 0) {
  const { id } = await calibrations.create({ items });
  await calibrations.adopt(id, { reason: 'Estimated in the night' });
}
console.log(`${items.length} difficulties`);
await app.close();
