/** The host's DataSource, under the engine's own token: the module aliases it to what the host names in `dataSource`. */
export const ENGINE_DATA_SOURCE = Symbol.for('learning-engine:ENGINE_DATA_SOURCE');

/** The resolved limits of the engine. */
export const ENGINE_LIMITS = Symbol.for('learning-engine:ENGINE_LIMITS');

/** The resolved settings of the record of runs. */
export const ENGINE_RUN_SETTINGS = Symbol.for('learning-engine:ENGINE_RUN_SETTINGS');

/** The resolved settings of the registry. */
export const ENGINE_REGISTRY_SETTINGS = Symbol.for('learning-engine:ENGINE_REGISTRY_SETTINGS');

/** The resolved settings of where computations run. */
export const ENGINE_COMPUTE_SETTINGS = Symbol.for('learning-engine:ENGINE_COMPUTE_SETTINGS');

/** The algorithm classes that the host gave to the module. */
export const ENGINE_HOST_ALGORITHMS = Symbol.for('learning-engine:ENGINE_HOST_ALGORITHMS');

/** Where executions are recorded: `RunsService`. */
export const ENGINE_RUN_LOG = Symbol.for('learning-engine:ENGINE_RUN_LOG');
