import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** @param tables of learners that came later: what they keep of a learner goes first */
const erase = (schema: string, tables: readonly string[]) => `
  CREATE OR REPLACE FUNCTION ${schema}.erase_learner(learner uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF learner IS NULL THEN
      RAISE EXCEPTION 'Which learner is to be erased?' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO ${schema}.learners AS l (id, revision, last_seq, erased_at) VALUES (learner, 0, 0, clock_timestamp())
    ON CONFLICT ON CONSTRAINT pk_learners DO UPDATE
      SET erased_at = clock_timestamp(), revision = l.revision + 1, time_zone = NULL WHERE l.erased_at IS NULL;
${tables.map((table) => `    DELETE FROM ${schema}.${table} WHERE learner_id = learner;\n`).join('')}\
    DELETE FROM ${schema}.learner_states WHERE learner_id = learner;
    DELETE FROM ${schema}.learner_positions WHERE learner_id = learner;
    DELETE FROM ${schema}.learner_answers WHERE learner_id = learner;
    DELETE FROM ${schema}.answer_inbox WHERE learner_id = learner;
    DELETE FROM ${schema}.idempotency_keys WHERE learner_id = learner OR user_id = learner;
    UPDATE ${schema}.algo_runs SET user_id = NULL WHERE user_id = learner;
  END $$`;

/**
 * erase_learner(learner) removes all that is kept of a person, as the owner of the tables: the role of the service may not delete
 * answers. That the id was erased stays known, so that nothing is recorded for it any more. May be repeated.
 */
export async function eraseLearner(queryRunner: QueryRunner, tables: readonly string[]): Promise<void> {
  const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
    { schema: string },
  ];
  await queryRunner.query(erase(schema, tables));
}

/** A learner can be erased. */
export class EraseLearners1795000000031 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await eraseLearner(queryRunner, []);
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION erase_learner(uuid) FROM PUBLIC');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION erase_learner(uuid)');
  }
}
