import { type SchemaItems } from './schema-items.js';

/** What the migrations make, as PostgreSQL prints it. Written by `npm run schema:record`. */
export const expectedSchema: SchemaItems = {
  'column algo_activations.activated_at': 'timestamp with time zone NOT NULL',
  'column algo_activations.actor_user_id': 'uuid',
  'column algo_activations.algo_key': 'character varying NOT NULL',
  'column algo_activations.algo_version_id': 'uuid',
  'column algo_activations.evidence': 'jsonb',
  'column algo_activations.flags': "text[] NOT NULL DEFAULT '{}'::text[]",
  'column algo_activations.id': 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
  'column algo_activations.kind': "character varying NOT NULL DEFAULT 'activate'::character varying",
  'column algo_activations.params_id': 'uuid',
  'column algo_activations.reason': 'text',
  'column algo_activations.restores_id': 'bigint',
  'column algo_params.algo_version_id': 'uuid NOT NULL',
  'column algo_params.checksum': 'character varying NOT NULL',
  'column algo_params.created_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column algo_params.created_by_user_id': 'uuid',
  'column algo_params.id': 'uuid NOT NULL DEFAULT gen_random_uuid()',
  'column algo_params.is_active': 'boolean NOT NULL DEFAULT false',
  'column algo_params.params_json': 'jsonb NOT NULL',
  'column algo_params.updated_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column algo_runs.active_activation_id': 'bigint',
  'column algo_runs.algo_version_id': 'uuid NOT NULL',
  'column algo_runs.code_digest': 'character varying(200)',
  'column algo_runs.completed_at': 'timestamp with time zone',
  'column algo_runs.error_code': 'character varying',
  'column algo_runs.error_message': 'text',
  'column algo_runs.id': 'uuid NOT NULL',
  'column algo_runs.input_summary_json': "jsonb NOT NULL DEFAULT '{}'::jsonb",
  'column algo_runs.lease_expires_at':
    "timestamp with time zone NOT NULL DEFAULT (clock_timestamp() + '00:01:00'::interval)",
  'column algo_runs.output_summary_json': 'jsonb',
  'column algo_runs.params_id': 'uuid NOT NULL',
  'column algo_runs.parent_run_id': 'uuid',
  'column algo_runs.pin_activation_id': 'bigint',
  'column algo_runs.purpose': "character varying NOT NULL DEFAULT 'live'::character varying",
  'column algo_runs.runtime': 'character varying',
  'column algo_runs.session_id': 'uuid',
  'column algo_runs.started_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column algo_runs.status': 'character varying NOT NULL',
  'column algo_runs.trigger': 'character varying NOT NULL',
  'column algo_runs.user_id': 'uuid',
  'column algo_runs.version_named': 'boolean NOT NULL DEFAULT false',
  'column algo_versions.algo_key': 'character varying NOT NULL',
  'column algo_versions.created_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column algo_versions.description': "text NOT NULL DEFAULT ''::text",
  'column algo_versions.id': 'uuid NOT NULL DEFAULT gen_random_uuid()',
  'column algo_versions.status': 'character varying NOT NULL',
  'column algo_versions.updated_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column algo_versions.version': 'character varying NOT NULL',
  'column engine_events.epoch': 'bigint NOT NULL',
  'column engine_events.id': 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
  'column engine_events.key': 'character varying NOT NULL',
  'column engine_events.payload': 'jsonb NOT NULL',
  'column engine_events.recorded_at': 'timestamp with time zone NOT NULL',
  'column engine_events.type': 'character varying NOT NULL',
  'column engine_events.xid': 'xid8 NOT NULL',
  'column gate_settings.actor_user_id': 'uuid',
  'column gate_settings.algo_key': 'character varying NOT NULL',
  'column gate_settings.id': 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
  'column gate_settings.log_loss_margin': 'double precision',
  'column gate_settings.mode': 'character varying NOT NULL',
  'column gate_settings.most_changed': 'double precision',
  'column gate_settings.reason': 'text NOT NULL',
  'column gate_settings.set_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column idempotency_keys.body_sha256': 'character varying(64) NOT NULL',
  'column idempotency_keys.claim_id': 'uuid NOT NULL',
  'column idempotency_keys.expires_at': 'timestamp with time zone NOT NULL',
  'column idempotency_keys.key': 'character varying(255) NOT NULL',
  'column idempotency_keys.learner_id': 'uuid',
  'column idempotency_keys.lease_until': 'timestamp with time zone NOT NULL',
  'column idempotency_keys.response': 'text',
  'column idempotency_keys.route': 'character varying(400) NOT NULL',
  'column idempotency_keys.run_id': 'uuid',
  'column idempotency_keys.scope': 'character varying(63) NOT NULL',
  'column idempotency_keys.status': 'smallint',
  'column idempotency_keys.user_id': 'uuid NOT NULL',
  'column job_runs.args': 'jsonb NOT NULL',
  'column job_runs.attempts': 'integer NOT NULL DEFAULT 0',
  'column job_runs.created_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column job_runs.created_by_user_id': 'uuid',
  'column job_runs.cursor': 'jsonb',
  'column job_runs.ended_at': 'timestamp with time zone',
  'column job_runs.error_code': 'character varying(64)',
  'column job_runs.error_message': 'text',
  'column job_runs.fence': 'integer NOT NULL DEFAULT 0',
  'column job_runs.id': 'uuid NOT NULL',
  'column job_runs.kind': 'character varying(64) NOT NULL',
  'column job_runs.lease_expires_at': 'timestamp with time zone',
  'column job_runs.progress_done': 'bigint NOT NULL DEFAULT 0',
  'column job_runs.progress_total': 'bigint',
  'column job_runs.reason': 'text',
  'column job_runs.result': 'jsonb',
  'column job_runs.schedule_id': 'character varying(64) COLLATE "C"',
  'column job_runs.scheduled_for': 'timestamp with time zone',
  'column job_runs.started_at': 'timestamp with time zone',
  'column job_runs.status': "character varying(16) NOT NULL DEFAULT 'QUEUED'::character varying",
  'column job_runs.tenant': 'character varying(63) NOT NULL',
  'column job_schedule_changes.args': 'jsonb NOT NULL',
  'column job_schedule_changes.catch_up': "character varying(16) NOT NULL DEFAULT 'once'::character varying",
  'column job_schedule_changes.changed_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column job_schedule_changes.changed_by_user_id': 'uuid',
  'column job_schedule_changes.cron': 'character varying(200) NOT NULL',
  'column job_schedule_changes.enabled': 'boolean NOT NULL DEFAULT true',
  'column job_schedule_changes.kind': 'character varying(64) NOT NULL',
  'column job_schedule_changes.reason': 'text',
  'column job_schedule_changes.revision': 'integer NOT NULL DEFAULT 1',
  'column job_schedule_changes.schedule_id': 'character varying(64) COLLATE "C" NOT NULL',
  'column job_schedule_changes.tenant': 'character varying(63) NOT NULL',
  'column job_schedule_changes.time_zone': 'character varying(64) NOT NULL',
  'column job_schedules.args': 'jsonb NOT NULL',
  'column job_schedules.catch_up': "character varying(16) NOT NULL DEFAULT 'once'::character varying",
  'column job_schedules.changed_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column job_schedules.changed_by_user_id': 'uuid',
  'column job_schedules.created_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column job_schedules.cron': 'character varying(200) NOT NULL',
  'column job_schedules.enabled': 'boolean NOT NULL DEFAULT true',
  'column job_schedules.id': 'character varying(64) COLLATE "C" NOT NULL',
  'column job_schedules.kind': 'character varying(64) NOT NULL',
  'column job_schedules.next_at': 'timestamp with time zone',
  'column job_schedules.reason': 'text',
  'column job_schedules.revision': 'integer NOT NULL DEFAULT 1',
  'column job_schedules.tenant': 'character varying(63) NOT NULL',
  'column job_schedules.time_zone': 'character varying(64) NOT NULL',
  'column run_failures.algo_version_id': 'uuid NOT NULL',
  'column run_failures.error_code': 'character varying',
  'column run_failures.failed_at': 'timestamp with time zone NOT NULL',
  'column run_failures.id': 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
  'column run_failures.started_at': 'timestamp with time zone NOT NULL',
  'column run_retirements.actor_user_id': 'uuid',
  'column run_retirements.file': 'text',
  'column run_retirements.file_sha256': 'character varying',
  'column run_retirements.id': 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
  'column run_retirements.keep_months': 'integer NOT NULL',
  'column run_retirements.partition': 'character varying NOT NULL',
  'column run_retirements.reason': 'text NOT NULL',
  'column run_retirements.retired_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column run_retirements.runs': 'bigint NOT NULL',
  'column run_retirements.runs_from': 'timestamp with time zone',
  'column run_retirements.runs_until': 'timestamp with time zone NOT NULL',
  'column session_pins.activation_id': 'bigint NOT NULL',
  'column session_pins.algo_key': 'character varying NOT NULL',
  'column session_pins.pinned_at': 'timestamp with time zone NOT NULL DEFAULT clock_timestamp()',
  'column session_pins.session_id': 'uuid NOT NULL',
  'constraint algo_activations.ck_algo_activations_evidence':
    "CHECK (((jsonb_typeof(evidence) = 'object'::text) AND (octet_length((evidence)::text) <= 65536) AND (NOT jsonb_path_exists(evidence, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(evidence, 'strict $.**{501}'::jsonpath))))",
  'constraint algo_activations.ck_algo_activations_finite_times':
    "CHECK (((EXTRACT(epoch FROM activated_at) >= (0)::numeric) AND (EXTRACT(epoch FROM activated_at) <= ('253402300799'::bigint)::numeric)))",
  'constraint algo_activations.ck_algo_activations_flags':
    "CHECK (((array_position(flags, NULL::text) IS NULL) AND (cardinality(flags) <= 16) AND (octet_length(array_to_string(flags, ''::text)) <= 1024)))",
  'constraint algo_activations.ck_algo_activations_kind':
    "CHECK (((kind)::text = ANY ((ARRAY['activate'::character varying, 'params'::character varying, 'rollback'::character varying, 'restore'::character varying, 'retire'::character varying])::text[])))",
  'constraint algo_activations.ck_algo_activations_restores':
    "CHECK (((((kind)::text = ANY ((ARRAY['rollback'::character varying, 'restore'::character varying])::text[])) = (restores_id IS NOT NULL)) AND (restores_id < id)))",
  'constraint algo_activations.ck_algo_activations_retire':
    "CHECK (((((kind)::text = 'retire'::text) = (algo_version_id IS NULL)) AND ((algo_version_id IS NOT NULL) OR (params_id IS NULL))))",
  'constraint algo_activations.ck_algo_activations_texts': 'CHECK ((octet_length(reason) <= 4096))',
  'constraint algo_activations.fk_algo_activations_params_of_version':
    'FOREIGN KEY (params_id, algo_version_id) REFERENCES algo_params(id, algo_version_id) ON DELETE RESTRICT',
  'constraint algo_activations.fk_algo_activations_restores':
    'FOREIGN KEY (restores_id) REFERENCES algo_activations(id) ON DELETE RESTRICT',
  'constraint algo_activations.fk_algo_activations_version_of_key':
    'FOREIGN KEY (algo_version_id, algo_key) REFERENCES algo_versions(id, algo_key) ON DELETE RESTRICT',
  'constraint algo_activations.pk_algo_activations': 'PRIMARY KEY (id)',
  'constraint algo_params.ck_algo_params_finite_times':
    "CHECK ((((EXTRACT(epoch FROM created_at) >= (0)::numeric) AND (EXTRACT(epoch FROM created_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM updated_at) >= (0)::numeric) AND (EXTRACT(epoch FROM updated_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint algo_params.ck_algo_params_size':
    "CHECK (((pg_column_size(params_json) <= 1048576) AND (octet_length((params_json)::text) <= 8388608) AND (NOT jsonb_path_exists(params_json, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(params_json, 'strict $.**{501}'::jsonpath))))",
  'constraint algo_params.ck_algo_params_texts': 'CHECK ((octet_length((checksum)::text) <= 256))',
  'constraint algo_params.fk_algo_params_version':
    'FOREIGN KEY (algo_version_id) REFERENCES algo_versions(id) ON DELETE CASCADE',
  'constraint algo_params.pk_algo_params': 'PRIMARY KEY (id)',
  'constraint algo_params.uq_algo_params_id_version': 'UNIQUE (id, algo_version_id)',
  'constraint algo_params.uq_algo_params_version_checksum': 'UNIQUE (algo_version_id, checksum)',
  'constraint algo_runs.ck_algo_runs_ends_after_start': 'CHECK ((completed_at >= started_at))',
  'constraint algo_runs.ck_algo_runs_error_code': "CHECK (((error_code IS NULL) OR ((status)::text = 'FAILED'::text)))",
  'constraint algo_runs.ck_algo_runs_failed_has_error':
    "CHECK ((((status)::text = 'FAILED'::text) = (error_message IS NOT NULL)))",
  'constraint algo_runs.ck_algo_runs_finite_times':
    "CHECK ((((EXTRACT(epoch FROM started_at) >= (0)::numeric) AND (EXTRACT(epoch FROM started_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM completed_at) >= (0)::numeric) AND (EXTRACT(epoch FROM completed_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM lease_expires_at) >= (0)::numeric) AND (EXTRACT(epoch FROM lease_expires_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint algo_runs.ck_algo_runs_input_size':
    "CHECK (((pg_column_size(input_summary_json) <= 1048576) AND (octet_length((input_summary_json)::text) <= 8388608) AND (NOT jsonb_path_exists(input_summary_json, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(input_summary_json, 'strict $.**{501}'::jsonpath))))",
  'constraint algo_runs.ck_algo_runs_output_size':
    "CHECK (((pg_column_size(output_summary_json) <= 1048576) AND (octet_length((output_summary_json)::text) <= 8388608) AND (NOT jsonb_path_exists(output_summary_json, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(output_summary_json, 'strict $.**{501}'::jsonpath))))",
  'constraint algo_runs.ck_algo_runs_parent': "CHECK ((((purpose)::text = 'live'::text) = (parent_run_id IS NULL)))",
  'constraint algo_runs.ck_algo_runs_purpose':
    "CHECK (((purpose)::text = ANY ((ARRAY['live'::character varying, 'shadow'::character varying, 'verify'::character varying])::text[])))",
  'constraint algo_runs.ck_algo_runs_running_is_open':
    "CHECK ((((status)::text = 'RUNNING'::text) = (completed_at IS NULL)))",
  'constraint algo_runs.ck_algo_runs_status':
    "CHECK (((status)::text = ANY ((ARRAY['RUNNING'::character varying, 'SUCCESS'::character varying, 'FAILED'::character varying])::text[])))",
  'constraint algo_runs.ck_algo_runs_texts':
    'CHECK (((octet_length(error_message) <= 1048576) AND (octet_length((error_code)::text) <= 256) AND (octet_length((runtime)::text) <= 1024)))',
  'constraint algo_runs.ck_algo_runs_trigger':
    "CHECK (((trigger)::text = ANY ((ARRAY['manual'::character varying, 'submit'::character varying, 'nightly'::character varying, 'cron'::character varying, 'api'::character varying])::text[])))",
  'constraint algo_runs.fk_algo_runs_params_of_version':
    'FOREIGN KEY (params_id, algo_version_id) REFERENCES algo_params(id, algo_version_id) ON DELETE RESTRICT',
  'constraint algo_runs.fk_algo_runs_version':
    'FOREIGN KEY (algo_version_id) REFERENCES algo_versions(id) ON DELETE RESTRICT',
  'constraint algo_runs.pk_algo_runs': 'PRIMARY KEY (id)',
  'constraint algo_versions.ck_algo_versions_finite_times':
    "CHECK ((((EXTRACT(epoch FROM created_at) >= (0)::numeric) AND (EXTRACT(epoch FROM created_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM updated_at) >= (0)::numeric) AND (EXTRACT(epoch FROM updated_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint algo_versions.ck_algo_versions_status':
    "CHECK (((status)::text = ANY ((ARRAY['ACTIVE'::character varying, 'DEPRECATED'::character varying, 'EXPERIMENTAL'::character varying])::text[])))",
  'constraint algo_versions.ck_algo_versions_texts':
    'CHECK (((octet_length((algo_key)::text) <= 256) AND (octet_length((version)::text) <= 256) AND (octet_length(description) <= 65536)))',
  'constraint algo_versions.pk_algo_versions': 'PRIMARY KEY (id)',
  'constraint algo_versions.uq_algo_versions_id_key': 'UNIQUE (id, algo_key)',
  'constraint algo_versions.uq_algo_versions_key_version': 'UNIQUE (algo_key, version)',
  'constraint engine_events.ck_engine_events_key': 'CHECK ((octet_length((key)::text) <= 256))',
  'constraint engine_events.ck_engine_events_payload':
    'CHECK (((jsonb_typeof(payload) = \'object\'::text) AND (octet_length((payload)::text) <= 4096) AND (NOT jsonb_path_exists(payload, \'strict $.*?(!((@.type() == "null" || ((@.type() == "number" && @ >= -9007199254740991) && @ <= 9007199254740991) && @.floor() == @) || @.type() == "string" && @ like_regex "^[A-Za-z0-9._:~-]{1,200}$"))\'::jsonpath)) AND (NOT jsonb_path_exists(payload, \'strict $.keyvalue()."key"?(!(@ like_regex "^[a-z][a-z0-9_]{0,99}$"))\'::jsonpath))))',
  'constraint engine_events.ck_engine_events_type':
    "CHECK ((((type)::text ~ '^[a-z][a-z0-9_-]*([.][a-z][a-z0-9_-]*)+$'::text) AND (octet_length((type)::text) <= 100)))",
  'constraint engine_events.pk_engine_events': 'PRIMARY KEY (epoch, xid, id)',
  'constraint gate_settings.ck_gate_settings_limits':
    'CHECK ((((log_loss_margin >= (0)::double precision) AND (log_loss_margin <= (10)::double precision)) AND ((most_changed >= (0)::double precision) AND (most_changed <= (1)::double precision))))',
  'constraint gate_settings.ck_gate_settings_mode':
    "CHECK (((mode)::text = ANY ((ARRAY['off'::character varying, 'warn'::character varying, 'required'::character varying])::text[])))",
  'constraint gate_settings.ck_gate_settings_texts':
    'CHECK (((octet_length((algo_key)::text) <= 800) AND (octet_length(reason) <= 4000)))',
  'constraint gate_settings.ck_gate_settings_times':
    "CHECK (((EXTRACT(epoch FROM set_at) >= (0)::numeric) AND (EXTRACT(epoch FROM set_at) <= ('253402300799'::bigint)::numeric)))",
  'constraint gate_settings.pk_gate_settings': 'PRIMARY KEY (id)',
  'constraint idempotency_keys.ck_idempotency_keys_answer': 'CHECK (((status IS NULL) = (response IS NULL)))',
  'constraint idempotency_keys.ck_idempotency_keys_status': 'CHECK (((status >= 200) AND (status <= 499)))',
  'constraint idempotency_keys.ck_idempotency_keys_times': 'CHECK ((isfinite(lease_until) AND isfinite(expires_at)))',
  'constraint idempotency_keys.pk_idempotency_keys': 'PRIMARY KEY (scope, user_id, route, key)',
  'constraint job_runs.ck_job_runs_args':
    "CHECK (((jsonb_typeof(args) = 'object'::text) AND (pg_column_size(args) <= 1048576) AND (octet_length((args)::text) <= 8388608) AND (NOT jsonb_path_exists(args, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(args, 'strict $.**{501}'::jsonpath))))",
  'constraint job_runs.ck_job_runs_cursor':
    "CHECK (((pg_column_size(cursor) <= 1048576) AND (octet_length((cursor)::text) <= 8388608) AND (NOT jsonb_path_exists(cursor, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(cursor, 'strict $.**{501}'::jsonpath))))",
  'constraint job_runs.ck_job_runs_ended':
    "CHECK ((((status)::text = ANY ((ARRAY['SUCCESS'::character varying, 'FAILED'::character varying, 'CANCELLED'::character varying])::text[])) = (ended_at IS NOT NULL)))",
  'constraint job_runs.ck_job_runs_error':
    "CHECK (((((status)::text = 'FAILED'::text) = (error_message IS NOT NULL)) AND (((status)::text = 'FAILED'::text) = (error_code IS NOT NULL))))",
  'constraint job_runs.ck_job_runs_held':
    "CHECK ((((status)::text = 'RUNNING'::text) = (lease_expires_at IS NOT NULL)))",
  'constraint job_runs.ck_job_runs_numbers':
    "CHECK ((((progress_done >= 0) AND (progress_done <= '9007199254740991'::bigint)) AND ((progress_total >= 0) AND (progress_total <= '9007199254740991'::bigint)) AND (fence >= 0) AND (attempts >= 0)))",
  'constraint job_runs.ck_job_runs_occurrence':
    "CHECK ((((schedule_id IS NULL) = (scheduled_for IS NULL)) AND ((EXTRACT(epoch FROM scheduled_for) >= (0)::numeric) AND (EXTRACT(epoch FROM scheduled_for) <= ('253402300799'::bigint)::numeric))))",
  'constraint job_runs.ck_job_runs_result': "CHECK ((((status)::text = 'SUCCESS'::text) = (result IS NOT NULL)))",
  'constraint job_runs.ck_job_runs_result_size':
    "CHECK (((jsonb_typeof(result) = 'object'::text) AND (pg_column_size(result) <= 1048576) AND (octet_length((result)::text) <= 8388608) AND (NOT jsonb_path_exists(result, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(result, 'strict $.**{501}'::jsonpath))))",
  'constraint job_runs.ck_job_runs_status':
    "CHECK (((status)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying, 'SUCCESS'::character varying, 'FAILED'::character varying, 'CANCELLED'::character varying])::text[])))",
  'constraint job_runs.ck_job_runs_texts':
    'CHECK (((octet_length(reason) <= 4000) AND (octet_length(error_message) <= 65536)))',
  'constraint job_runs.ck_job_runs_times':
    "CHECK ((((EXTRACT(epoch FROM created_at) >= (0)::numeric) AND (EXTRACT(epoch FROM created_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM started_at) >= (0)::numeric) AND (EXTRACT(epoch FROM started_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM ended_at) >= (0)::numeric) AND (EXTRACT(epoch FROM ended_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM lease_expires_at) >= (0)::numeric) AND (EXTRACT(epoch FROM lease_expires_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint job_runs.fk_job_runs_schedule': 'FOREIGN KEY (tenant, schedule_id) REFERENCES job_schedules(tenant, id)',
  'constraint job_runs.pk_job_runs': 'PRIMARY KEY (id)',
  'constraint job_runs.uq_job_runs_occurrence': 'UNIQUE (tenant, schedule_id, scheduled_for)',
  'constraint job_schedule_changes.fk_job_schedule_changes_schedule':
    'FOREIGN KEY (tenant, schedule_id) REFERENCES job_schedules(tenant, id)',
  'constraint job_schedule_changes.pk_job_schedule_changes': 'PRIMARY KEY (tenant, schedule_id, revision)',
  'constraint job_schedules.ck_job_schedules_args':
    "CHECK (((jsonb_typeof(args) = 'object'::text) AND (pg_column_size(args) <= 1048576) AND (octet_length((args)::text) <= 8388608) AND (NOT jsonb_path_exists(args, 'strict $.**?(@.type() == \"number\" && ((@ > 9007199254740991 || @ < -9007199254740991) || (@ != 0 && @ < 0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025) && @ > -0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000025))'::jsonpath)) AND (NOT jsonb_path_exists(args, 'strict $.**{501}'::jsonpath))))",
  'constraint job_schedules.ck_job_schedules_catch_up':
    "CHECK (((catch_up)::text = ANY ((ARRAY['once'::character varying, 'none'::character varying])::text[])))",
  'constraint job_schedules.ck_job_schedules_id': "CHECK (((id)::text ~ '^[a-z0-9][a-z0-9._-]*$'::text))",
  'constraint job_schedules.ck_job_schedules_next': 'CHECK ((enabled = (next_at IS NOT NULL)))',
  'constraint job_schedules.ck_job_schedules_revision': 'CHECK ((revision > 0))',
  'constraint job_schedules.ck_job_schedules_texts': 'CHECK ((octet_length(reason) <= 4000))',
  'constraint job_schedules.ck_job_schedules_times':
    "CHECK ((((EXTRACT(epoch FROM created_at) >= (0)::numeric) AND (EXTRACT(epoch FROM created_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM changed_at) >= (0)::numeric) AND (EXTRACT(epoch FROM changed_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM next_at) >= (0)::numeric) AND (EXTRACT(epoch FROM next_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint job_schedules.pk_job_schedules': 'PRIMARY KEY (tenant, id)',
  'constraint run_failures.ck_run_failures_code': 'CHECK ((octet_length((error_code)::text) <= 256))',
  'constraint run_failures.ck_run_failures_times':
    "CHECK ((((EXTRACT(epoch FROM started_at) >= (0)::numeric) AND (EXTRACT(epoch FROM started_at) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM failed_at) >= (0)::numeric) AND (EXTRACT(epoch FROM failed_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint run_failures.pk_run_failures': 'PRIMARY KEY (id)',
  'constraint run_retirements.ck_run_retirements_file': 'CHECK (((file IS NULL) = (file_sha256 IS NULL)))',
  'constraint run_retirements.ck_run_retirements_texts':
    'CHECK (((octet_length((partition)::text) <= 63) AND (octet_length(reason) <= 4000) AND (octet_length(file) <= 4096) AND (octet_length((file_sha256)::text) <= 64)))',
  'constraint run_retirements.ck_run_retirements_times':
    "CHECK ((((EXTRACT(epoch FROM runs_from) >= (0)::numeric) AND (EXTRACT(epoch FROM runs_from) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM runs_until) >= (0)::numeric) AND (EXTRACT(epoch FROM runs_until) <= ('253402300799'::bigint)::numeric)) AND ((EXTRACT(epoch FROM retired_at) >= (0)::numeric) AND (EXTRACT(epoch FROM retired_at) <= ('253402300799'::bigint)::numeric))))",
  'constraint run_retirements.pk_run_retirements': 'PRIMARY KEY (id)',
  'constraint session_pins.ck_session_pins_times':
    "CHECK (((EXTRACT(epoch FROM pinned_at) >= (0)::numeric) AND (EXTRACT(epoch FROM pinned_at) <= ('253402300799'::bigint)::numeric)))",
  'constraint session_pins.fk_session_pins_activation':
    'FOREIGN KEY (activation_id) REFERENCES algo_activations(id) ON DELETE RESTRICT',
  'constraint session_pins.pk_session_pins': 'PRIMARY KEY (session_id, algo_key)',
  'function algo_append_entry':
    "CREATE OR REPLACE FUNCTION algo_append_entry() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' SET quote_all_identifiers TO 'off' AS $function$ DECLARE mark bigint := hashtextextended('learning:' || quote_ident(TG_TABLE_SCHEMA) || ':' || NEW.algo_key, 1); live record; last record; refused text; BEGIN SELECT v.id AS version_id, p.id AS params_id INTO live FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active WHERE v.algo_key = NEW.algo_key AND v.status = 'ACTIVE'; SELECT * INTO last FROM algo_activations a WHERE a.algo_key = NEW.algo_key ORDER BY a.id DESC LIMIT 1; refused := CASE WHEN NEW.activated_at IS NOT NULL OR NEW.id > (SELECT s.last_value FROM algo_activations_id_seq s) THEN 'has an id or a time that is not the database''s' WHEN NEW.id <= last.id THEN 'was numbered before the last one of its key was written' WHEN EXISTS ( SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid() AND l.granted AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = mark) THEN 'is the second one of its transaction' WHEN (NEW.algo_version_id, NEW.params_id) IS NOT DISTINCT FROM (last.algo_version_id, last.params_id) THEN 'says what the last one of its key says' WHEN (NEW.algo_version_id, NEW.params_id) IS DISTINCT FROM (live.version_id, live.params_id) THEN 'names a pair that is not active' WHEN NEW.kind = 'params' AND NEW.algo_version_id IS DISTINCT FROM last.algo_version_id THEN 'says that only the parameter set has changed' WHEN NEW.restores_id IS NOT NULL AND NOT EXISTS ( SELECT FROM algo_activations a WHERE a.id = NEW.restores_id AND a.algo_key = NEW.algo_key AND a.algo_version_id = NEW.algo_version_id AND a.params_id IS NOT DISTINCT FROM NEW.params_id) THEN 'restores an entry that says something else' END; IF refused IS NOT NULL THEN RAISE EXCEPTION 'The entry of algo_activations for % %', NEW.algo_key, refused USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, HINT = 'Change the active version first, then write one entry for the key in the same transaction, without id and activated_at.'; END IF; PERFORM pg_advisory_xact_lock(mark); NEW.activated_at := greatest(clock_timestamp(), last.activated_at); RETURN NEW; END $function$",
  'function algo_append_gate':
    "CREATE OR REPLACE FUNCTION algo_append_gate() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE last record; refused text; BEGIN IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN RAISE EXCEPTION 'Gates cannot be set at REPEATABLE READ or SERIALIZABLE' USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED.'; END IF; PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || quote_ident(TG_TABLE_SCHEMA) || ':' || NEW.algo_key, 0)); SELECT g.id, g.mode, g.log_loss_margin, g.most_changed, g.set_at INTO last FROM gate_settings g WHERE g.algo_key = NEW.algo_key ORDER BY g.id DESC LIMIT 1; refused := CASE WHEN NEW.id <= last.id THEN 'was numbered before the last one of its key was written' WHEN last.id IS NOT NULL AND (NEW.mode, NEW.log_loss_margin, NEW.most_changed) IS NOT DISTINCT FROM (last.mode, last.log_loss_margin, last.most_changed) THEN 'says what the last one of its key says' END; IF refused IS NOT NULL THEN RAISE EXCEPTION 'The entry of gate_settings for % %', NEW.algo_key, refused USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME; END IF; NEW.set_at := greatest(clock_timestamp(), last.set_at); RETURN NEW; END $function$",
  'function algo_check_ledger':
    "CREATE OR REPLACE FUNCTION algo_check_ledger() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE changed record; changed_key text; live record; entry record; BEGIN IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF; IF TG_ARGV[0] = 'algo_params' THEN SELECT v.algo_key INTO changed_key FROM algo_versions v WHERE v.id = changed.algo_version_id; ELSE changed_key := changed.algo_key; END IF; SELECT v.id AS version_id, p.id AS params_id INTO live FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active WHERE v.algo_key = changed_key AND v.status = 'ACTIVE'; SELECT a.algo_version_id AS version_id, a.params_id INTO entry FROM algo_activations a WHERE a.algo_key = changed_key ORDER BY a.id DESC LIMIT 1; IF live.version_id IS DISTINCT FROM entry.version_id OR live.params_id IS DISTINCT FROM entry.params_id THEN RAISE EXCEPTION 'The active version of % differs from the last entry of algo_activations', changed_key USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, HINT = 'Change active versions through RegistryService, or write the entry in the same transaction. A key with an active version keeps one, or is retired by an entry.'; END IF; RETURN NULL; END $function$",
  'function algo_date_entry':
    "CREATE OR REPLACE FUNCTION algo_date_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN IF TG_RELID IS DISTINCT FROM (SELECT a.tableoid FROM algo_activations a LIMIT 1) THEN RAISE EXCEPTION 'algo_date_entry() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege'; END IF; UPDATE algo_activations a SET activated_at = greatest(clock_timestamp(), ( SELECT before.activated_at FROM algo_activations before WHERE before.algo_key = a.algo_key AND before.id < a.id ORDER BY before.id DESC LIMIT 1)) WHERE a.id = NEW.id; RETURN NULL; END $function$",
  'function algo_keep_entry':
    "CREATE OR REPLACE FUNCTION algo_keep_entry() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE dated record := NEW; BEGIN dated.activated_at := OLD.activated_at; IF dated *= OLD AND pg_trigger_depth() > 1 AND current_user = (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID) THEN RETURN NEW; END IF; RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME; END $function$",
  'function algo_keep_runs':
    "CREATE OR REPLACE FUNCTION algo_keep_runs() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN IF current_setting('learning_engine.retiring', true) = 'on' AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN RETURN OLD; END IF; RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME; END $function$",
  'function algo_lock_key':
    "CREATE OR REPLACE FUNCTION algo_lock_key() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' SET quote_all_identifiers TO 'off' AS $function$ DECLARE changed record; changed_key text; BEGIN IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF; IF TG_ARGV[0] = 'algo_params' THEN SELECT v.algo_key INTO changed_key FROM algo_versions v WHERE v.id = changed.algo_version_id; ELSE changed_key := changed.algo_key; END IF; IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN RAISE EXCEPTION 'Active versions cannot be changed at REPEATABLE READ or SERIALIZABLE' USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED.'; END IF; PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || quote_ident(TG_TABLE_SCHEMA) || ':' || changed_key, 0)); RETURN changed; END $function$",
  'function algo_note_failure':
    "CREATE OR REPLACE FUNCTION algo_note_failure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN INSERT INTO run_failures (algo_version_id, error_code, started_at, failed_at) VALUES (NEW.algo_version_id, NEW.error_code, NEW.started_at, NEW.completed_at); RETURN NULL; END $function$",
  'function algo_pass_gate':
    "CREATE OR REPLACE FUNCTION algo_pass_gate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE gate text; BEGIN IF TG_RELID IS DISTINCT FROM $r$algo_activations$r$::regclass::oid THEN RAISE EXCEPTION 'algo_pass_gate() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege'; END IF; SELECT g.mode INTO gate FROM gate_settings g WHERE g.algo_key = NEW.algo_key ORDER BY g.id DESC LIMIT 1; IF gate IN ('warn', 'required') AND NEW.evidence ->> 'gate' IS DISTINCT FROM gate OR gate = 'required' AND NOT ('override' = ANY (NEW.flags) OR NEW.evidence ? 'preview_digest') THEN RAISE EXCEPTION 'The entry of algo_activations for % was not judged by the gate of this key, which is %', NEW.algo_key, gate USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, HINT = 'Activate through RegistryService of a release that knows of gates.'; END IF; RETURN NEW; END $function$",
  'function algo_record_activation':
    "CREATE OR REPLACE FUNCTION algo_record_activation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN IF TG_RELID IS DISTINCT FROM (SELECT a.tableoid FROM algo_activations a LIMIT 1) THEN RAISE EXCEPTION 'algo_record_activation() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege'; END IF; INSERT INTO engine_events (type, key, payload) VALUES ('algorithm.activated', NEW.algo_key, jsonb_build_object('activation_id', NEW.id::text, 'algo_version_id', NEW.algo_version_id, 'params_id', NEW.params_id)); RETURN NULL; END $function$",
  'function algo_record_schedule':
    "CREATE OR REPLACE FUNCTION algo_record_schedule() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN IF TG_RELID IS DISTINCT FROM (SELECT s.tableoid FROM job_schedules s LIMIT 1) THEN RAISE EXCEPTION 'algo_record_schedule() is for job_schedules alone' USING ERRCODE = 'insufficient_privilege'; END IF; INSERT INTO job_schedule_changes (tenant, schedule_id, revision, changed_at, kind, args, cron, time_zone, enabled, catch_up, changed_by_user_id, reason) VALUES (NEW.tenant, NEW.id, NEW.revision, NEW.changed_at, NEW.kind, NEW.args, NEW.cron, NEW.time_zone, NEW.enabled, NEW.catch_up, NEW.changed_by_user_id, NEW.reason); RETURN NULL; END $function$",
  'function algo_refuse':
    "CREATE OR REPLACE FUNCTION algo_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ BEGIN RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME; END $function$",
  'function algo_retire_runs':
    "CREATE OR REPLACE FUNCTION algo_retire_runs(before timestamp with time zone, after_id uuid, most integer) RETURNS TABLE(scanned integer, retired integer, last_id uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE bound uuid; BEGIN IF before IS NULL OR before > clock_timestamp() - interval '30 days' THEN RAISE EXCEPTION 'Runs of the last 30 days are kept' USING ERRCODE = 'invalid_parameter_value'; END IF; bound := (lpad(to_hex((greatest(extract(epoch FROM before + interval '1 day'), 0) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid; PERFORM set_config('learning_engine.retiring', 'on', true); RETURN QUERY WITH next AS MATERIALIZED ( SELECT id, status <> 'RUNNING' AND completed_at < before AS is_old FROM algo_runs WHERE id > after_id AND id < bound ORDER BY id LIMIT least(most, 5000) ), gone AS ( DELETE FROM algo_runs AS run USING next WHERE run.id = next.id AND next.is_old RETURNING run.id ) SELECT (SELECT count(*)::integer FROM next), (SELECT count(*)::integer FROM gone), (SELECT id FROM next ORDER BY id DESC LIMIT 1); PERFORM set_config('learning_engine.retiring', 'off', true); END $function$",
  'function algo_stamp_event':
    "CREATE OR REPLACE FUNCTION algo_stamp_event() RETURNS trigger LANGUAGE plpgsql SET search_path TO 'pg_catalog', 'pg_temp' AS $function$ DECLARE last record; BEGIN IF NEW.epoch IS NOT NULL OR NEW.xid IS NOT NULL OR NEW.recorded_at IS NOT NULL THEN RAISE EXCEPTION 'An event has its epoch, its transaction and its time from the database' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, HINT = 'Insert type, key and payload.'; END IF; NEW.epoch := (SELECT s.last_value FROM engine_events_epoch s); NEW.xid := pg_current_xact_id(); NEW.recorded_at := clock_timestamp(); SELECT e.epoch, e.xid INTO last FROM engine_events e ORDER BY e.epoch DESC, e.xid DESC LIMIT 1; IF last.epoch > NEW.epoch OR last.epoch = NEW.epoch AND last.xid > NEW.xid AND last.xid >= pg_snapshot_xmax(pg_current_snapshot()) THEN RAISE EXCEPTION 'The events of this database do not continue where they were: it was restored from a backup' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'engine_events_restored', TABLE = TG_TABLE_NAME, HINT = 'Run \"learning-engine restored\" as the owner of the tables.'; END IF; RETURN NEW; END $function$",
  'index algo_activations.ix_algo_activations_break_pins':
    "CREATE INDEX ix_algo_activations_break_pins ON algo_activations USING btree (algo_key, id) WHERE ('break_pins'::text = ANY (flags))",
  'index algo_activations.ix_algo_activations_key':
    'CREATE INDEX ix_algo_activations_key ON algo_activations USING btree (algo_key, id)',
  'index algo_activations.pk_algo_activations':
    'CREATE UNIQUE INDEX pk_algo_activations ON algo_activations USING btree (id)',
  'index algo_params.ix_algo_params_version_active':
    'CREATE INDEX ix_algo_params_version_active ON algo_params USING btree (algo_version_id, is_active)',
  'index algo_params.pk_algo_params': 'CREATE UNIQUE INDEX pk_algo_params ON algo_params USING btree (id)',
  'index algo_params.uq_algo_params_id_version':
    'CREATE UNIQUE INDEX uq_algo_params_id_version ON algo_params USING btree (id, algo_version_id)',
  'index algo_params.uq_algo_params_version_checksum':
    'CREATE UNIQUE INDEX uq_algo_params_version_checksum ON algo_params USING btree (algo_version_id, checksum)',
  'index algo_params.ux_algo_params_one_active':
    'CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params USING btree (algo_version_id) WHERE is_active',
  'index algo_runs.ix_algo_runs_aside':
    "CREATE INDEX ix_algo_runs_aside ON algo_runs USING btree (started_at, id) WHERE ((purpose)::text <> 'live'::text)",
  'index algo_runs.ix_algo_runs_failed':
    "CREATE INDEX ix_algo_runs_failed ON algo_runs USING btree (started_at, id) WHERE ((status)::text = 'FAILED'::text)",
  'index algo_runs.ix_algo_runs_lease':
    "CREATE INDEX ix_algo_runs_lease ON algo_runs USING btree (lease_expires_at) WHERE ((status)::text = 'RUNNING'::text)",
  'index algo_runs.ix_algo_runs_session': 'CREATE INDEX ix_algo_runs_session ON algo_runs USING btree (session_id)',
  'index algo_runs.ix_algo_runs_started': 'CREATE INDEX ix_algo_runs_started ON algo_runs USING btree (started_at, id)',
  'index algo_runs.ix_algo_runs_trigger_started':
    'CREATE INDEX ix_algo_runs_trigger_started ON algo_runs USING btree (trigger, started_at)',
  'index algo_runs.ix_algo_runs_user_started':
    'CREATE INDEX ix_algo_runs_user_started ON algo_runs USING btree (user_id, started_at)',
  'index algo_runs.ix_algo_runs_version_started':
    'CREATE INDEX ix_algo_runs_version_started ON algo_runs USING btree (algo_version_id, started_at)',
  'index algo_runs.pk_algo_runs': 'CREATE UNIQUE INDEX pk_algo_runs ON algo_runs USING btree (id)',
  'index algo_versions.ix_algo_versions_key_status':
    'CREATE INDEX ix_algo_versions_key_status ON algo_versions USING btree (algo_key, status)',
  'index algo_versions.pk_algo_versions': 'CREATE UNIQUE INDEX pk_algo_versions ON algo_versions USING btree (id)',
  'index algo_versions.uq_algo_versions_id_key':
    'CREATE UNIQUE INDEX uq_algo_versions_id_key ON algo_versions USING btree (id, algo_key)',
  'index algo_versions.uq_algo_versions_key_version':
    'CREATE UNIQUE INDEX uq_algo_versions_key_version ON algo_versions USING btree (algo_key, version)',
  'index algo_versions.ux_algo_versions_one_active':
    "CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions USING btree (algo_key) WHERE ((status)::text = 'ACTIVE'::text)",
  'index engine_events.pk_engine_events':
    'CREATE UNIQUE INDEX pk_engine_events ON engine_events USING btree (epoch, xid, id)',
  'index gate_settings.ix_gate_settings_key':
    'CREATE INDEX ix_gate_settings_key ON gate_settings USING btree (algo_key, id)',
  'index gate_settings.pk_gate_settings': 'CREATE UNIQUE INDEX pk_gate_settings ON gate_settings USING btree (id)',
  'index idempotency_keys.ix_idempotency_keys_expires':
    'CREATE INDEX ix_idempotency_keys_expires ON idempotency_keys USING btree (expires_at)',
  'index idempotency_keys.ix_idempotency_keys_learner':
    'CREATE INDEX ix_idempotency_keys_learner ON idempotency_keys USING btree (learner_id)',
  'index idempotency_keys.ix_idempotency_keys_user':
    'CREATE INDEX ix_idempotency_keys_user ON idempotency_keys USING btree (user_id)',
  'index idempotency_keys.pk_idempotency_keys':
    'CREATE UNIQUE INDEX pk_idempotency_keys ON idempotency_keys USING btree (scope, user_id, route, key)',
  'index job_runs.ix_job_runs_kind': 'CREATE INDEX ix_job_runs_kind ON job_runs USING btree (tenant, kind, id)',
  'index job_runs.ix_job_runs_open':
    "CREATE INDEX ix_job_runs_open ON job_runs USING btree (tenant, status, lease_expires_at) WHERE ((status)::text = ANY ((ARRAY['QUEUED'::character varying, 'RUNNING'::character varying])::text[]))",
  'index job_runs.ix_job_runs_schedule':
    'CREATE INDEX ix_job_runs_schedule ON job_runs USING btree (tenant, schedule_id, id) WHERE (schedule_id IS NOT NULL)',
  'index job_runs.pk_job_runs': 'CREATE UNIQUE INDEX pk_job_runs ON job_runs USING btree (id)',
  'index job_runs.uq_job_runs_occurrence':
    'CREATE UNIQUE INDEX uq_job_runs_occurrence ON job_runs USING btree (tenant, schedule_id, scheduled_for)',
  'index job_schedule_changes.pk_job_schedule_changes':
    'CREATE UNIQUE INDEX pk_job_schedule_changes ON job_schedule_changes USING btree (tenant, schedule_id, revision)',
  'index job_schedules.ix_job_schedules_next':
    'CREATE INDEX ix_job_schedules_next ON job_schedules USING btree (tenant, next_at)',
  'index job_schedules.pk_job_schedules':
    'CREATE UNIQUE INDEX pk_job_schedules ON job_schedules USING btree (tenant, id)',
  'index run_failures.pk_run_failures': 'CREATE UNIQUE INDEX pk_run_failures ON run_failures USING btree (id)',
  'index run_retirements.pk_run_retirements':
    'CREATE UNIQUE INDEX pk_run_retirements ON run_retirements USING btree (id)',
  'index session_pins.ix_session_pins_pinned':
    'CREATE INDEX ix_session_pins_pinned ON session_pins USING btree (pinned_at)',
  'index session_pins.pk_session_pins':
    'CREATE UNIQUE INDEX pk_session_pins ON session_pins USING btree (session_id, algo_key)',
  'sequence algo_activations_id_seq': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, SELECT BY PUBLIC',
  'sequence engine_events_epoch': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, SELECT BY PUBLIC',
  'sequence engine_events_id_seq': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, NO SELECT BY PUBLIC',
  'sequence gate_settings_id_seq': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, NO SELECT BY PUBLIC',
  'sequence run_failures_id_seq': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, NO SELECT BY PUBLIC',
  'sequence run_retirements_id_seq': 'INCREMENT 1, CACHE 1, NO CYCLE, LOGGED, NO SELECT BY PUBLIC',
  'table algo_activations': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table algo_params': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table algo_runs': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table algo_versions': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table engine_events': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table gate_settings': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table idempotency_keys': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table job_runs': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table job_schedule_changes': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table job_schedules': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table run_failures': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table run_retirements': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'table session_pins': 'LOGGED, NO ROW SECURITY, NO RULES, NO CHILDREN',
  'trigger algo_activations.algo_activations_append_only':
    "CREATE TRIGGER algo_activations_append_only BEFORE UPDATE ON algo_activations FOR EACH ROW EXECUTE FUNCTION algo_keep_entry('The ledger is append-only: undo a change by another entry.')",
  'trigger algo_activations.algo_activations_insert_is_dated':
    'CREATE CONSTRAINT TRIGGER algo_activations_insert_is_dated AFTER INSERT ON algo_activations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION algo_date_entry()',
  'trigger algo_activations.algo_activations_insert_is_recorded':
    'CREATE TRIGGER algo_activations_insert_is_recorded AFTER INSERT ON algo_activations FOR EACH ROW EXECUTE FUNCTION algo_record_activation()',
  'trigger algo_activations.algo_activations_insert_locks_key':
    "CREATE TRIGGER algo_activations_insert_locks_key BEFORE INSERT ON algo_activations FOR EACH ROW WHEN (true) EXECUTE FUNCTION algo_lock_key('algo_activations')",
  'trigger algo_activations.algo_activations_insert_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_activations_insert_matches_ledger AFTER INSERT ON algo_activations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (true) EXECUTE FUNCTION algo_check_ledger('algo_activations')",
  'trigger algo_activations.algo_activations_insert_only_at_end':
    'CREATE TRIGGER algo_activations_insert_only_at_end BEFORE INSERT ON algo_activations FOR EACH ROW EXECUTE FUNCTION algo_append_entry()',
  'trigger algo_activations.algo_activations_insert_passes_gate':
    "CREATE TRIGGER algo_activations_insert_passes_gate BEFORE INSERT ON algo_activations FOR EACH ROW WHEN (((new.kind)::text = ANY ((ARRAY['activate'::character varying, 'params'::character varying])::text[]))) EXECUTE FUNCTION algo_pass_gate()",
  'trigger algo_activations.algo_activations_no_delete':
    "CREATE TRIGGER algo_activations_no_delete BEFORE DELETE ON algo_activations FOR EACH ROW EXECUTE FUNCTION algo_refuse('The ledger is append-only: undo a change by another entry.')",
  'trigger algo_activations.algo_activations_no_truncate':
    "CREATE TRIGGER algo_activations_no_truncate BEFORE TRUNCATE ON algo_activations FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('The ledger is append-only.')",
  'trigger algo_params.algo_params_delete_locks_key':
    "CREATE TRIGGER algo_params_delete_locks_key BEFORE DELETE ON algo_params FOR EACH ROW WHEN (old.is_active) EXECUTE FUNCTION algo_lock_key('algo_params')",
  'trigger algo_params.algo_params_delete_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_params_delete_matches_ledger AFTER DELETE ON algo_params DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (old.is_active) EXECUTE FUNCTION algo_check_ledger('algo_params')",
  'trigger algo_params.algo_params_insert_locks_key':
    "CREATE TRIGGER algo_params_insert_locks_key BEFORE INSERT ON algo_params FOR EACH ROW WHEN (new.is_active) EXECUTE FUNCTION algo_lock_key('algo_params')",
  'trigger algo_params.algo_params_insert_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_params_insert_matches_ledger AFTER INSERT ON algo_params DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.is_active) EXECUTE FUNCTION algo_check_ledger('algo_params')",
  'trigger algo_params.algo_params_keep_content':
    "CREATE TRIGGER algo_params_keep_content BEFORE UPDATE ON algo_params FOR EACH ROW WHEN (((((old.id IS DISTINCT FROM new.id) OR (old.algo_version_id IS DISTINCT FROM new.algo_version_id)) OR ((old.params_json)::text IS DISTINCT FROM (new.params_json)::text)) OR ((old.checksum)::text IS DISTINCT FROM (new.checksum)::text))) EXECUTE FUNCTION algo_refuse('The content of a parameter set never changes: create another set.')",
  'trigger algo_params.algo_params_update_locks_key':
    "CREATE TRIGGER algo_params_update_locks_key BEFORE UPDATE ON algo_params FOR EACH ROW WHEN ((old.is_active IS DISTINCT FROM new.is_active)) EXECUTE FUNCTION algo_lock_key('algo_params')",
  'trigger algo_params.algo_params_update_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_params_update_matches_ledger AFTER UPDATE ON algo_params DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.is_active IS DISTINCT FROM new.is_active)) EXECUTE FUNCTION algo_check_ledger('algo_params')",
  'trigger algo_runs.algo_runs_keep_code_digest':
    "CREATE TRIGGER algo_runs_keep_code_digest BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (((old.code_digest)::text IS DISTINCT FROM (new.code_digest)::text)) EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')",
  'trigger algo_runs.algo_runs_keep_identity':
    "CREATE TRIGGER algo_runs_keep_identity BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN ((((((((((old.id IS DISTINCT FROM new.id) OR (old.algo_version_id IS DISTINCT FROM new.algo_version_id)) OR (old.params_id IS DISTINCT FROM new.params_id)) OR ((old.trigger)::text IS DISTINCT FROM (new.trigger)::text)) OR (old.started_at IS DISTINCT FROM new.started_at)) OR ((old.input_summary_json)::text IS DISTINCT FROM (new.input_summary_json)::text)) OR (old.version_named IS DISTINCT FROM new.version_named)) OR ((old.runtime)::text IS DISTINCT FROM (new.runtime)::text)) OR ((new.user_id IS NOT NULL) AND (new.user_id IS DISTINCT FROM old.user_id)) OR ((new.session_id IS NOT NULL) AND (new.session_id IS DISTINCT FROM old.session_id)))) EXECUTE FUNCTION algo_refuse('What a run was started with never changes; user_id and session_id can only become NULL.')",
  'trigger algo_runs.algo_runs_keep_outcome':
    "CREATE TRIGGER algo_runs_keep_outcome BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN ((((old.status)::text <> 'RUNNING'::text) AND (((((((old.status)::text IS DISTINCT FROM (new.status)::text) OR (old.completed_at IS DISTINCT FROM new.completed_at)) OR ((old.output_summary_json)::text IS DISTINCT FROM (new.output_summary_json)::text)) OR (old.error_message IS DISTINCT FROM new.error_message)) OR ((old.error_code)::text IS DISTINCT FROM (new.error_code)::text)) OR (old.lease_expires_at IS DISTINCT FROM new.lease_expires_at)))) EXECUTE FUNCTION algo_refuse('A run ends once.')",
  'trigger algo_runs.algo_runs_keep_pin':
    "CREATE TRIGGER algo_runs_keep_pin BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (((old.pin_activation_id IS DISTINCT FROM new.pin_activation_id) OR (old.active_activation_id IS DISTINCT FROM new.active_activation_id))) EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')",
  'trigger algo_runs.algo_runs_keep_purpose':
    "CREATE TRIGGER algo_runs_keep_purpose BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN ((((old.purpose)::text IS DISTINCT FROM (new.purpose)::text) OR (old.parent_run_id IS DISTINCT FROM new.parent_run_id))) EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')",
  'trigger algo_runs.algo_runs_no_delete':
    "CREATE TRIGGER algo_runs_no_delete BEFORE DELETE ON algo_runs FOR EACH ROW EXECUTE FUNCTION algo_keep_runs('The record of runs is kept.')",
  'trigger algo_runs.algo_runs_no_truncate':
    "CREATE TRIGGER algo_runs_no_truncate BEFORE TRUNCATE ON algo_runs FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('The record of runs is kept.')",
  'trigger algo_runs.algo_runs_note_failed_start':
    "CREATE TRIGGER algo_runs_note_failed_start AFTER INSERT ON algo_runs FOR EACH ROW WHEN ((((new.status)::text = 'FAILED'::text) AND ((new.purpose)::text = 'live'::text))) EXECUTE FUNCTION algo_note_failure()",
  'trigger algo_runs.algo_runs_note_failure':
    "CREATE TRIGGER algo_runs_note_failure AFTER UPDATE ON algo_runs FOR EACH ROW WHEN ((((old.status)::text = 'RUNNING'::text) AND ((new.status)::text = 'FAILED'::text) AND ((new.purpose)::text = 'live'::text))) EXECUTE FUNCTION algo_note_failure()",
  'trigger algo_versions.algo_versions_delete_locks_key':
    "CREATE TRIGGER algo_versions_delete_locks_key BEFORE DELETE ON algo_versions FOR EACH ROW WHEN (((old.status)::text = 'ACTIVE'::text)) EXECUTE FUNCTION algo_lock_key('algo_versions')",
  'trigger algo_versions.algo_versions_delete_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_versions_delete_matches_ledger AFTER DELETE ON algo_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.status)::text = 'ACTIVE'::text)) EXECUTE FUNCTION algo_check_ledger('algo_versions')",
  'trigger algo_versions.algo_versions_insert_locks_key':
    "CREATE TRIGGER algo_versions_insert_locks_key BEFORE INSERT ON algo_versions FOR EACH ROW WHEN (((new.status)::text = 'ACTIVE'::text)) EXECUTE FUNCTION algo_lock_key('algo_versions')",
  'trigger algo_versions.algo_versions_insert_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_versions_insert_matches_ledger AFTER INSERT ON algo_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((new.status)::text = 'ACTIVE'::text)) EXECUTE FUNCTION algo_check_ledger('algo_versions')",
  'trigger algo_versions.algo_versions_keep_identity':
    "CREATE TRIGGER algo_versions_keep_identity BEFORE UPDATE ON algo_versions FOR EACH ROW WHEN ((((old.id IS DISTINCT FROM new.id) OR ((old.algo_key)::text IS DISTINCT FROM (new.algo_key)::text)) OR ((old.version)::text IS DISTINCT FROM (new.version)::text))) EXECUTE FUNCTION algo_refuse('Key and version of a version never change: add another version.')",
  'trigger algo_versions.algo_versions_update_locks_key':
    "CREATE TRIGGER algo_versions_update_locks_key BEFORE UPDATE ON algo_versions FOR EACH ROW WHEN (((old.status)::text IS DISTINCT FROM (new.status)::text)) EXECUTE FUNCTION algo_lock_key('algo_versions')",
  'trigger algo_versions.algo_versions_update_matches_ledger':
    "CREATE CONSTRAINT TRIGGER algo_versions_update_matches_ledger AFTER UPDATE ON algo_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.status)::text IS DISTINCT FROM (new.status)::text)) EXECUTE FUNCTION algo_check_ledger('algo_versions')",
  'trigger engine_events.engine_events_append_only':
    "CREATE TRIGGER engine_events_append_only BEFORE UPDATE ON engine_events FOR EACH ROW EXECUTE FUNCTION algo_refuse('Events are append-only, and kept for 30 days.')",
  'trigger engine_events.engine_events_keep_recent':
    "CREATE TRIGGER engine_events_keep_recent BEFORE DELETE ON engine_events FOR EACH ROW WHEN ((old.recorded_at > (clock_timestamp() - '30 days'::interval))) EXECUTE FUNCTION algo_refuse('Events are append-only, and kept for 30 days.')",
  'trigger engine_events.engine_events_no_truncate':
    "CREATE TRIGGER engine_events_no_truncate BEFORE TRUNCATE ON engine_events FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('Events are append-only, and kept for 30 days.')",
  'trigger engine_events.engine_events_stamp':
    'CREATE TRIGGER engine_events_stamp BEFORE INSERT ON engine_events FOR EACH ROW EXECUTE FUNCTION algo_stamp_event()',
  'trigger gate_settings.gate_settings_append_only':
    "CREATE TRIGGER gate_settings_append_only BEFORE DELETE OR UPDATE ON gate_settings FOR EACH ROW EXECUTE FUNCTION algo_refuse('Settings of gates are append-only: set the gate by another entry.')",
  'trigger gate_settings.gate_settings_appended':
    'CREATE TRIGGER gate_settings_appended BEFORE INSERT ON gate_settings FOR EACH ROW EXECUTE FUNCTION algo_append_gate()',
  'trigger gate_settings.gate_settings_no_truncate':
    "CREATE TRIGGER gate_settings_no_truncate BEFORE TRUNCATE ON gate_settings FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('Settings of gates are append-only: set the gate by another entry.')",
  'trigger job_runs.job_runs_keep_identity':
    "CREATE TRIGGER job_runs_keep_identity BEFORE UPDATE ON job_runs FOR EACH ROW WHEN (((((((((((old.id IS DISTINCT FROM new.id) OR ((old.tenant)::text IS DISTINCT FROM (new.tenant)::text)) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text)) OR (old.args IS DISTINCT FROM new.args)) OR (old.created_by_user_id IS DISTINCT FROM new.created_by_user_id)) OR (old.reason IS DISTINCT FROM new.reason)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR ((old.schedule_id)::text IS DISTINCT FROM (new.schedule_id)::text)) OR (old.scheduled_for IS DISTINCT FROM new.scheduled_for)) OR (new.fence < old.fence))) EXECUTE FUNCTION algo_refuse('What a job was queued with never changes, and its fence only grows.')",
  'trigger job_runs.job_runs_keep_outcome':
    "CREATE TRIGGER job_runs_keep_outcome BEFORE UPDATE ON job_runs FOR EACH ROW WHEN ((old.ended_at IS NOT NULL)) EXECUTE FUNCTION algo_refuse('A job ends once.')",
  'trigger job_schedule_changes.job_schedule_changes_append_only':
    "CREATE TRIGGER job_schedule_changes_append_only BEFORE DELETE OR UPDATE ON job_schedule_changes FOR EACH ROW EXECUTE FUNCTION algo_refuse('What a schedule was is kept: set it anew.')",
  'trigger job_schedule_changes.job_schedule_changes_no_truncate':
    "CREATE TRIGGER job_schedule_changes_no_truncate BEFORE TRUNCATE ON job_schedule_changes FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('What a schedule was is kept: set it anew.')",
  'trigger job_schedules.job_schedules_change_is_recorded':
    'CREATE TRIGGER job_schedules_change_is_recorded AFTER UPDATE ON job_schedules FOR EACH ROW WHEN ((new.revision <> old.revision)) EXECUTE FUNCTION algo_record_schedule()',
  'trigger job_schedules.job_schedules_count_changes':
    "CREATE TRIGGER job_schedules_count_changes BEFORE UPDATE ON job_schedules FOR EACH ROW WHEN (((new.revision <> (old.revision +\n        CASE\n            WHEN (((((((((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.args IS DISTINCT FROM new.args)) OR ((old.cron)::text IS DISTINCT FROM (new.cron)::text)) OR ((old.time_zone)::text IS DISTINCT FROM (new.time_zone)::text)) OR (old.enabled IS DISTINCT FROM new.enabled)) OR ((old.catch_up)::text IS DISTINCT FROM (new.catch_up)::text)) OR (old.changed_by_user_id IS DISTINCT FROM new.changed_by_user_id)) OR (old.reason IS DISTINCT FROM new.reason)) THEN 1\n            ELSE 0\n        END)) OR ((((old.tenant)::text IS DISTINCT FROM (new.tenant)::text) OR ((old.id)::text IS DISTINCT FROM (new.id)::text)) OR (old.created_at IS DISTINCT FROM new.created_at)))) EXECUTE FUNCTION algo_refuse('A change of a schedule has the next revision.')",
  'trigger job_schedules.job_schedules_insert_is_recorded':
    'CREATE TRIGGER job_schedules_insert_is_recorded AFTER INSERT ON job_schedules FOR EACH ROW EXECUTE FUNCTION algo_record_schedule()',
  'trigger job_schedules.job_schedules_no_delete':
    "CREATE TRIGGER job_schedules_no_delete BEFORE DELETE ON job_schedules FOR EACH ROW EXECUTE FUNCTION algo_refuse('A schedule is disabled, not deleted: its jobs name it.')",
  'trigger run_retirements.run_retirements_append_only':
    "CREATE TRIGGER run_retirements_append_only BEFORE DELETE OR UPDATE ON run_retirements FOR EACH ROW EXECUTE FUNCTION algo_refuse('What was retired stays in the record.')",
  'trigger run_retirements.run_retirements_no_truncate':
    "CREATE TRIGGER run_retirements_no_truncate BEFORE TRUNCATE ON run_retirements FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('What was retired stays in the record.')",
};
