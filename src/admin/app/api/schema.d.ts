// Made of docs/openapi.json by `npm run openapi:record`.
export interface paths {
    "/v1/learning/algorithms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All algorithms with their versions */
        get: operations["listAlgorithms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of an algorithm */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version, its contract and its parameter sets */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Roll back the last change of the active version */
        post: operations["rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore what was active at an earlier moment */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retire an algorithm: none of its versions is active any more */
        post: operations["retire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts and durations of the runs of each version in a window */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/versions/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a version active, with a parameter set of it */
        post: operations["activateVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an activation of the algorithm needs, and how it was set */
        get: operations["getGate"];
        put?: never;
        /** Set what an activation of the algorithm needs */
        post: operations["setGate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/versions/{version}/params": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Store a parameter set of a version */
        post: operations["createParams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/versions/{version}/params/{from_id}/diff/{to_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The differences between two parameter sets */
        get: operations["diffParams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/params/{params_id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a parameter set the active one of its version */
        post: operations["activateParams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/activations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The activation log: every change of an active version */
        get: operations["listActivations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Run records, newest first */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run record */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the caller is, and which routes there are */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/doctor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What in the database is not as the code expects, each with its remedy */
        get: operations["getFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens in the engine, as it happens */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a test session of a learner */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest first */
        get: operations["listJobs"];
        put?: never;
        /** Queue a job */
        post: operations["createJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/jobs/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of jobs */
        get: operations["listJobKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job, with its progress */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a job */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/job-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Schedules of jobs, by their ids */
        get: operations["listJobSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/job-schedules/{schedule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One schedule, with its next times */
        get: operations["getJobSchedule"];
        /** Create a schedule, or set one that is there */
        put: operations["setJobSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/job-schedules/{schedule_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who set a schedule to what, newest first */
        get: operations["listJobScheduleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record answers of a learner */
        post: operations["recordAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/answers/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Correct an answer that was recorded */
        put: operations["correctAnswer"];
        post?: never;
        /** Withdraw an answer that was recorded */
        delete: operations["voidAnswer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record what a person decides about a learner */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose what a learner is asked next */
        post: operations["chooseNext"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that is kept of a person */
        get: operations["exportLearner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a learner, on one page */
        get: operations["getLearner"];
        put?: never;
        post?: never;
        /** Erase a learner, and the user of this id */
        delete: operations["eraseLearner"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a learner, by the active version of an algorithm */
        get: operations["getLearnerState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due for a learner, the earliest first */
        get: operations["getLearnerDue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merges of a learner */
        get: operations["listMerges"];
        put?: never;
        /** Merge another account of the same person into this learner */
        post: operations["mergeLearners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/merges/{from_learner_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Undo a merge */
        delete: operations["unmergeLearners"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/learners/{learner_id}/time-zone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say in which time zone a learner lives */
        put: operations["setLearnerTimeZone"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due across learners, the earliest first */
        get: operations["getDue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calibrations, newest first */
        get: operations["listCalibrations"];
        put?: never;
        /** Store a calibration */
        post: operations["createCalibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/adoptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which calibration was active when, newest first */
        get: operations["listCalibrationAdoptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let no calibration be active */
        post: operations["withdrawCalibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/{calibration_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One calibration */
        get: operations["getCalibration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/{calibration_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a calibration */
        get: operations["listCalibrationItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/{calibration_id}/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How difficult the skills of a calibration are */
        get: operations["listCalibrationSkills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/calibrations/{calibration_id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a calibration the active one */
        post: operations["adoptCalibration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Skill maps, newest first */
        get: operations["listSkillMaps"];
        put?: never;
        /** Store a skill map */
        post: operations["createSkillMap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps/adoptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which skill map was active when, newest first */
        get: operations["listSkillMapAdoptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let no skill map be active */
        post: operations["withdrawSkillMap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps/{skill_map_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One skill map */
        get: operations["getSkillMap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps/{skill_map_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is in a skill map */
        get: operations["listSkillMapItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/skill-maps/{skill_map_id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a skill map the active one */
        post: operations["adoptSkillMap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/answers/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Correct the key of an item */
        post: operations["correctKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/projections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The states of all learners that are kept, by version and parameters, and how far they are */
        get: operations["listProjections"];
        put?: never;
        /** Make the states of all learners by a version and its parameters */
        post: operations["buildProjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/projections/{projection_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop to keep states up to date that are not needed any more */
        post: operations["retireProjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first */
        get: operations["listImports"];
        put?: never;
        /** Import answers of another system */
        post: operations["importAnswers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An import: its progress, then its report */
        get: operations["getImport"];
        put?: never;
        post?: never;
        /** Drop an import that was not sent to its end */
        delete: operations["dropImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/imports/{import_id}/rejects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines of an import that do not count, and why */
        get: operations["listRejects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The previews of an algorithm, a version or a parameter set */
        get: operations["listPreviews"];
        put?: never;
        /** Find out what a version would change for learners */
        post: operations["createPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/previews/{preview_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A preview: its progress, then its report */
        get: operations["getPreview"];
        put?: never;
        post?: never;
        /** Cancel a preview */
        delete: operations["cancelPreview"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The evaluations of an algorithm, a version or a parameter set */
        get: operations["listEvaluations"];
        put?: never;
        /** Find out how well a version predicts answers */
        post: operations["createEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/evaluations/{evaluation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An evaluation: its progress, then its report */
        get: operations["getEvaluation"];
        put?: never;
        post?: never;
        /** Cancel an evaluation */
        delete: operations["cancelEvaluation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/shadows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shadows of an algorithm, newest first */
        get: operations["listShadows"];
        put?: never;
        /** Compute a version beside the active one */
        post: operations["startShadow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/shadows/{shadow_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A shadow, and how it compares with the live runs */
        get: operations["getShadow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/shadows/{shadow_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a shadow */
        post: operations["endShadow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/fit-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What jobs that fit parameters have found, newest first */
        get: operations["listFitReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/fit-reports/{fit_report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a job that fits parameters has found */
        get: operations["getFitReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mistake-analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Analyses of common mistakes, newest first */
        get: operations["listMistakeAnalyses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mistake-analyses/{mistake_analysis_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An analysis of common mistakes, with all that was found */
        get: operations["getMistakeAnalysis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/algorithms/{algo_key}/live-scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How well versions predicted the answers of a window as they came */
        get: operations["getLiveScores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks, oldest first */
        get: operations["listWebhooks"];
        put?: never;
        /** Create a webhook */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook */
        get: operations["getWebhook"];
        /** Set a webhook */
        put: operations["setWebhook"];
        post?: never;
        /** Remove a webhook */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new secret */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what to a webhook, newest first */
        get: operations["listWebhookChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a webhook is told, newest first */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a delivery again */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an event `webhook.test` to a webhook */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active versions, now or at an instant */
        get: operations["getInfo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this instance can do its work now; answers within a second */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mastery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of mastery */
        post: operations["computeMastery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mastery/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of mastery for up to 500 inputs */
        post: operations["computeMasteryBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/revision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of revision */
        post: operations["computeRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/revision/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of revision for up to 500 inputs */
        post: operations["computeRevisionBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/difficulty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of difficulty */
        post: operations["computeDifficulty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/difficulty/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of difficulty for up to 500 inputs */
        post: operations["computeDifficultyBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/adaptive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of adaptive */
        post: operations["computeAdaptive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/adaptive/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of adaptive for up to 500 inputs */
        post: operations["computeAdaptiveBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mistakes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of mistakes */
        post: operations["computeMistakes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/mistakes/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of mistakes for up to 500 inputs */
        post: operations["computeMistakesBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/{algo_key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of an algorithm */
        post: operations["compute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/learning/{algo_key}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the active version of an algorithm for up to 500 inputs */
        post: operations["computeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        VersionResponse: {
            algo_key: string;
            version: string;
            /** @enum {string} */
            status: "ACTIVE" | "DEPRECATED" | "EXPERIMENTAL";
            description: string;
            is_registered: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        AlgorithmResponse: {
            algo_key: string;
            versions: components["schemas"]["VersionResponse"][];
        };
        AlgorithmsResponse: {
            algorithms: components["schemas"]["AlgorithmResponse"][];
        };
        VersionsResponse: {
            versions: components["schemas"]["VersionResponse"][];
        };
        ContractResponse: {
            params: {
                [key: string]: unknown;
            };
            input: {
                [key: string]: unknown;
            } | null;
            output: {
                [key: string]: unknown;
            } | null;
        };
        ParamsResponse: {
            /** Format: uuid */
            id: string;
            params: {
                [key: string]: unknown;
            };
            checksum: string;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by_user_id?: string | null;
        };
        VersionDetailsResponse: {
            algo_key: string;
            version: string;
            /** @enum {string} */
            status: "ACTIVE" | "DEPRECATED" | "EXPERIMENTAL";
            description: string;
            is_registered: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            contract: components["schemas"]["ContractResponse"] | null;
            params_sets: components["schemas"]["ParamsResponse"][];
        };
        RollbackRequest: {
            reason: string;
            break_pins?: boolean;
            activation_id?: string;
        };
        ActivationResponse: {
            id: string;
            algo_key: string;
            /** @enum {string} */
            kind: "activate" | "params" | "rollback" | "restore" | "retire";
            restores_id: string | null;
            version: string | null;
            /** Format: uuid */
            params_id: string | null;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string | null;
            evidence: {
                [key: string]: unknown;
            } | null;
            flags: string[];
            /** Format: date-time */
            activated_at: string;
        };
        RestoreRequest: {
            reason: string;
            break_pins?: boolean;
            activation_id?: string;
            /** Format: date-time */
            as_of?: string;
            expected_activation_id?: string;
        };
        RetireRequest: {
            reason: string;
            break_pins?: boolean;
            expected_activation_id?: string;
        };
        VersionStatisticsResponse: {
            version: string;
            runs: number;
            succeeded: number;
            failed: number;
            invalid_inputs: number;
            running: number;
            failure_rate: number | null;
            p50_ms: number | null;
            p95_ms: number | null;
        };
        PeriodStatisticsResponse: {
            version: string;
            runs: number;
            succeeded: number;
            failed: number;
            invalid_inputs: number;
            running: number;
            failure_rate: number | null;
            p50_ms: number | null;
            p95_ms: number | null;
            /** Format: date-time */
            from: string;
        };
        StatisticsResponse: {
            versions: components["schemas"]["VersionStatisticsResponse"][];
            periods?: components["schemas"]["PeriodStatisticsResponse"][];
        };
        ActivateVersionRequest: {
            reason: string;
            break_pins?: boolean;
            evidence?: {
                preview_digest?: string;
                evaluation_digest?: string;
            };
            override?: boolean;
            /** Format: uuid */
            params_id?: string;
            expected_activation_id?: string;
            warm?: boolean;
        };
        JobProgressResponse: {
            done: number;
            total: number | null;
            rate_per_second: number | null;
            seconds_left: number | null;
        };
        JobResponse: {
            /** Format: uuid */
            id: string;
            kind: string;
            args: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
            progress: components["schemas"]["JobProgressResponse"];
            attempts: number;
            reason: string | null;
            schedule_id: string | null;
            /** Format: date-time */
            scheduled_for: string | null;
            /** Format: uuid */
            created_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            result: {
                [key: string]: unknown;
            } | null;
            error_code: string | null;
            error_message: string | null;
        };
        GateSettingResponse: {
            /** @enum {string} */
            mode: "off" | "warn" | "required";
            log_loss_margin: number | null;
            most_changed: number | null;
            id: string;
            algo_key: string;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            set_at: string;
        };
        GateResponse: {
            /** @enum {string} */
            mode: "off" | "warn" | "required";
            log_loss_margin: number | null;
            most_changed: number | null;
            algo_key: string;
            history: components["schemas"]["GateSettingResponse"][];
        };
        SetGateRequest: {
            reason: string;
            /** @enum {string} */
            mode: "off" | "warn" | "required";
            log_loss_margin?: number;
            most_changed?: number;
        };
        ParamsChangeResponse: {
            pointer: string;
            from?: number | string | boolean | Record<string, never> | unknown[] | null;
            to?: number | string | boolean | Record<string, never> | unknown[] | null;
        };
        ParamsPreviewResponse: {
            params: {
                [key: string]: unknown;
            };
            checksum: string;
            /** Format: uuid */
            existing_id: string | null;
            changes: components["schemas"]["ParamsChangeResponse"][];
        };
        CreateParamsRequest: {
            params: {
                [key: string]: unknown;
            };
        };
        ParamsDiffResponse: {
            changes: components["schemas"]["ParamsChangeResponse"][];
        };
        GatedRequest: {
            reason: string;
            break_pins?: boolean;
            evidence?: {
                preview_digest?: string;
                evaluation_digest?: string;
            };
            override?: boolean;
        };
        ActivationsResponse: {
            activations: components["schemas"]["ActivationResponse"][];
            next_cursor: string | null;
        };
        RunResponse: {
            /** Format: uuid */
            run_id: string;
            algo_key: string;
            version: string;
            version_named: boolean;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            user_id: string | null;
            /** Format: uuid */
            session_id: string | null;
            pin_activation_id: string | null;
            active_activation_id: string | null;
            /** @enum {string} */
            trigger: "manual" | "submit" | "nightly" | "cron" | "api";
            /** @enum {string} */
            purpose: "live" | "shadow" | "verify";
            /** Format: uuid */
            parent_run_id: string | null;
            /** @enum {string} */
            status: "RUNNING" | "SUCCESS" | "FAILED";
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            completed_at: string | null;
            input_summary: {
                [key: string]: unknown;
            };
            output_summary: {
                [key: string]: unknown;
            } | null;
            error_code: string | null;
            error_message: string | null;
            runtime?: string | null;
            code_digest?: string | null;
        };
        RunsResponse: {
            runs: components["schemas"]["RunResponse"][];
            next_cursor: string | null;
        };
        CallerResponse: {
            /** Format: uuid */
            user_id: string;
            /** @enum {string} */
            role: "user" | "reader" | "service" | "admin";
            group_ids: string[];
            routes: ("sessions" | "jobs" | "learners" | "evidence" | "webhooks")[];
        };
        FindingResponse: {
            code: string;
            subject: string;
            message: string;
            remedy: string;
        };
        DoctorResponse: {
            findings: components["schemas"]["FindingResponse"][];
        };
        CreateSessionRequest: {
            /** Format: uuid */
            user_id?: string;
            /** Format: uuid */
            session_id?: string;
        };
        SessionResponse: {
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            user_id: string;
            /** Format: date-time */
            created_at: string;
        };
        JobsResponse: {
            jobs: components["schemas"]["JobResponse"][];
            next_cursor: string | null;
        };
        JobKindResponse: {
            kind: string;
            description: string;
            needs_reason: boolean;
            args: {
                [key: string]: unknown;
            };
        };
        JobKindsResponse: {
            kinds: components["schemas"]["JobKindResponse"][];
        };
        CreateJobRequest: {
            kind: string;
            args?: {
                [key: string]: unknown;
            };
            reason?: string;
        };
        CancelJobRequest: Record<string, never>;
        JobScheduleResponse: {
            revision: number;
            kind: string;
            args: {
                [key: string]: unknown;
            };
            cron: string;
            time_zone: string;
            enabled: boolean;
            /** @enum {string} */
            catch_up: "once" | "none";
            reason: string | null;
            /** Format: uuid */
            changed_by_user_id: string | null;
            /** Format: date-time */
            changed_at: string;
            id: string;
            next: string[];
            /** Format: date-time */
            created_at: string;
        };
        JobSchedulesResponse: {
            schedules: components["schemas"]["JobScheduleResponse"][];
            next_cursor: string | null;
        };
        JobScheduleChangeResponse: {
            revision: number;
            kind: string;
            args: {
                [key: string]: unknown;
            };
            cron: string;
            time_zone: string;
            enabled: boolean;
            /** @enum {string} */
            catch_up: "once" | "none";
            reason: string | null;
            /** Format: uuid */
            changed_by_user_id: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        JobScheduleChangesResponse: {
            changes: components["schemas"]["JobScheduleChangeResponse"][];
            next_cursor: string | null;
        };
        SetJobScheduleRequest: {
            kind: string;
            args?: {
                [key: string]: unknown;
            };
            cron: string;
            time_zone: string;
            enabled?: boolean;
            /** @enum {string} */
            catch_up?: "once" | "none";
            reason?: string;
        };
        RecordAnswersRequest: {
            answers: {
                event_id: string;
                /** Format: date-time */
                at: string;
                sequence?: number;
                item_id?: string;
                item_version?: string;
                skill_ids?: string[];
                correct?: boolean;
                score?: number;
                rating?: number;
                option?: string;
                option_count?: number;
                guess?: number;
                duration_ms?: number;
                hints?: number;
                attempt?: number;
                /** @enum {unknown} */
                context?: "practice" | "exam" | "diagnostic" | "homework" | "survey";
                group_ids?: string[];
                bank_id?: string;
                key_option?: string;
                selection_id?: string;
                session_id?: string;
                day_offset_minutes?: number;
            }[];
            /** Format: date-time */
            sent_at?: string;
            source?: string;
        };
        FieldProblem: {
            pointer?: string;
            parameter?: string;
            detail: string;
        };
        AnswerResultResponse: {
            event_id: string | null;
            /** @enum {string} */
            outcome: "recorded" | "duplicate" | "conflict" | "quarantined" | "invalid" | "corrected" | "voided";
            errors?: components["schemas"]["FieldProblem"][];
        };
        ChangedStateResponse: {
            /** @enum {string} */
            scope_kind: "skill" | "item" | "learner";
            scope_id: string;
            state: {
                [key: string]: unknown;
            };
            value: number | null;
            /** Format: date-time */
            due_at: string | null;
            answers: number;
            algo_key: string;
        };
        RecordedAnswersResponse: {
            revision: number | null;
            results: components["schemas"]["AnswerResultResponse"][];
            states: components["schemas"]["ChangedStateResponse"][];
            hint?: string;
        };
        CorrectAnswerRequest: {
            answer: {
                event_id?: string;
                /** Format: date-time */
                at?: string;
                sequence?: number;
                item_id?: string;
                item_version?: string;
                skill_ids?: string[];
                correct?: boolean;
                score?: number;
                rating?: number;
                option?: string;
                option_count?: number;
                guess?: number;
                duration_ms?: number;
                hints?: number;
                attempt?: number;
                /** @enum {unknown} */
                context?: "practice" | "exam" | "diagnostic" | "homework" | "survey";
                group_ids?: string[];
                bank_id?: string;
                key_option?: string;
                selection_id?: string;
                session_id?: string;
                day_offset_minutes?: number;
            };
            reason: string;
        };
        VoidAnswerRequest: {
            reason: string;
        };
        DecideRequest: {
            /** @enum {string} */
            kind: "reset" | "exclude_session" | "suspend" | "exempt";
            scope: {
                /** @enum {string} */
                kind?: "skill" | "item" | "learner" | "session";
                id?: string;
            };
            /** Format: date-time */
            at?: string;
            /** Format: date-time */
            expires_at?: string;
            reason: string;
            role?: string;
            /** Format: uuid */
            actor_user_id?: string;
        };
        RecordedDecisionResponse: {
            /** Format: uuid */
            id: string;
            revision: number;
            states: components["schemas"]["ChangedStateResponse"][];
        };
        NextRequest: {
            algo_key?: string;
            count: number;
            candidates: {
                item_id: string;
                skill_id?: string;
                difficulty?: number;
            }[];
        };
        ChosenItemResponse: {
            item_id: string;
            rank: number;
            score: number;
            propensity: number | null;
            difficulty: number | null;
            is_calibrated: boolean;
        };
        SelectionResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            run_id: string;
            revision: number;
            items: components["schemas"]["ChosenItemResponse"][];
            /** Format: date-time */
            at: string;
        };
        SkillMasteryResponse: {
            skill_id: string;
            value: number | null;
            low: number | null;
            high: number | null;
            mastered: boolean | null;
            answers: number;
            /** Format: date-time */
            last_at: string;
        };
        LearnerMasteryResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            skills: components["schemas"]["SkillMasteryResponse"][];
            more: boolean;
        };
        DueDayResponse: {
            /** Format: date */
            date: string;
            count: number;
        };
        LearnerDueCountsResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            now: number;
            days: components["schemas"]["DueDayResponse"][];
        };
        RecentAnswerResponse: {
            event_id: string;
            /** Format: date-time */
            at: string;
            item_id: string | null;
            skill_ids: string[];
            correct: boolean;
            score: number | null;
            rating: number | null;
            context: string;
            corrected: boolean;
        };
        DecisionScopeResponse: {
            /** @enum {string} */
            kind: "skill" | "item" | "learner" | "session";
            id: string;
        };
        OpenDecisionResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "reset" | "exclude_session" | "suspend" | "exempt";
            scope: components["schemas"]["DecisionScopeResponse"];
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            expires_at: string | null;
            reason: string;
            role: string | null;
            /** Format: uuid */
            actor_user_id: string | null;
        };
        LearnerResponse: {
            /** Format: uuid */
            learner_id: string;
            name: string | null;
            revision: number | null;
            /** Format: date-time */
            as_of: string;
            time_zone: string | null;
            day_offset_minutes: number;
            fresh: boolean;
            mastery: components["schemas"]["LearnerMasteryResponse"] | null;
            due: components["schemas"]["LearnerDueCountsResponse"] | null;
            recent_answers: components["schemas"]["RecentAnswerResponse"][];
            next: components["schemas"]["SelectionResponse"] | null;
            decisions: components["schemas"]["OpenDecisionResponse"][];
            more_decisions: boolean;
            hints: string[];
        };
        StateResponse: {
            /** @enum {string} */
            scope_kind: "skill" | "item" | "learner";
            scope_id: string;
            state: {
                [key: string]: unknown;
            };
            value: number | null;
            /** Format: date-time */
            due_at: string | null;
            answers: number;
        };
        LearnerStatesResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            learner_id: string;
            revision: number | null;
            fresh: boolean;
            states: components["schemas"]["StateResponse"][];
            next_cursor: string | null;
        };
        DueStateResponse: {
            /** @enum {string} */
            scope_kind: "skill" | "item" | "learner";
            scope_id: string;
            state: {
                [key: string]: unknown;
            };
            value: number | null;
            /** Format: date-time */
            due_at: string | null;
            answers: number;
            /** Format: uuid */
            learner_id: string;
            name: string | null;
        };
        DueStatesResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            complete: boolean;
            due: components["schemas"]["DueStateResponse"][];
            next_cursor: string | null;
        };
        EraseLearnerRequest: Record<string, never>;
        ErasedLearnerResponse: {
            /** Format: uuid */
            learner_id: string;
            /** @enum {boolean} */
            erased: true;
        };
        MergeResponse: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            from_learner_id: string;
            /** Format: uuid */
            into_learner_id: string;
            duplicates: number;
            conflicts: number;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            merged_at: string;
            /** Format: date-time */
            undone_at: string | null;
            /** Format: uuid */
            undone_by_user_id: string | null;
            undone_reason: string | null;
        };
        MergesResponse: {
            merges: components["schemas"]["MergeResponse"][];
        };
        MergeLearnersRequest: {
            /** Format: uuid */
            from_learner_id: string;
            reason: string;
        };
        MadeMergeResponse: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            from_learner_id: string;
            /** Format: uuid */
            into_learner_id: string;
            duplicates: number;
            conflicts: number;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            merged_at: string;
            /** Format: date-time */
            undone_at: string | null;
            /** Format: uuid */
            undone_by_user_id: string | null;
            undone_reason: string | null;
            conflicting_event_ids: string[];
        };
        UnmergeLearnersRequest: {
            reason: string;
        };
        SetTimeZoneRequest: {
            time_zone: string | null;
        };
        LearnerTimeZoneResponse: {
            /** Format: uuid */
            learner_id: string;
            time_zone: string | null;
        };
        CreateCalibrationRequest: {
            items: {
                item_id: string;
                difficulty: number;
                discrimination?: number;
                se?: number;
                answers?: number;
                provisional?: boolean;
                usual_duration_ms?: number;
                durations?: number;
            }[];
            skills?: {
                skill_id: string;
                difficulty: number;
                items_difficulty?: number;
                answers?: number;
            }[];
            bank_id?: string;
            /** Format: uuid */
            algo_version_id?: string;
            /** Format: uuid */
            params_id?: string;
            /** Format: date-time */
            answers_from?: string;
            /** Format: date-time */
            answers_to?: string;
        };
        CalibrationResponse: {
            /** Format: uuid */
            id: string;
            digest: string;
            items: number;
            is_active: boolean;
            /** Format: uuid */
            created_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            skills: number;
            bank_id: string | null;
            /** Format: uuid */
            algo_version_id: string | null;
            /** Format: uuid */
            params_id: string | null;
            /** Format: date-time */
            answers_from: string | null;
            /** Format: date-time */
            answers_to: string | null;
        };
        CalibrationsResponse: {
            calibrations: components["schemas"]["CalibrationResponse"][];
            next_cursor: string | null;
        };
        AdoptionResponse: {
            id: string;
            /** Format: uuid */
            set_id: string | null;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            adopted_at: string;
        };
        AdoptionsResponse: {
            adoptions: components["schemas"]["AdoptionResponse"][];
        };
        WithdrawSetRequest: {
            reason: string;
            expected_adoption_id?: string;
        };
        LastAdoptionResponse: {
            adoption: components["schemas"]["AdoptionResponse"] | null;
        };
        CalibratedItemResponse: {
            item_id: string;
            difficulty: number;
            discrimination: number | null;
            se: number | null;
            answers: number | null;
            provisional: boolean;
            usual_duration_ms: number | null;
            durations: number | null;
        };
        CalibratedItemsResponse: {
            items: components["schemas"]["CalibratedItemResponse"][];
            next_cursor: string | null;
        };
        CalibratedSkillResponse: {
            skill_id: string;
            difficulty: number;
            answers: number | null;
            items_difficulty: number | null;
        };
        CalibratedSkillsResponse: {
            skills: components["schemas"]["CalibratedSkillResponse"][];
            next_cursor: string | null;
        };
        AdoptSetRequest: {
            reason: string;
            expected_adoption_id?: string;
        };
        CreateSkillMapRequest: {
            items: {
                item_id: string;
                item_version?: string;
                skills?: {
                    skill_id: string;
                    weight?: number;
                }[];
                key_option?: string;
            }[];
        };
        SkillMapResponse: {
            /** Format: uuid */
            id: string;
            digest: string;
            items: number;
            is_active: boolean;
            /** Format: uuid */
            created_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            made_from: string | null;
        };
        SkillMapsResponse: {
            skill_maps: components["schemas"]["SkillMapResponse"][];
            next_cursor: string | null;
        };
        MappedSkillResponse: {
            skill_id: string;
            weight: number;
        };
        MappedItemResponse: {
            item_id: string;
            item_version: string | null;
            skills: components["schemas"]["MappedSkillResponse"][] | null;
            key_option: string | null;
        };
        MappedItemsResponse: {
            items: components["schemas"]["MappedItemResponse"][];
            next_cursor: string | null;
        };
        CorrectKeyRequest: {
            item_id: string;
            item_version?: string;
            key_option: string;
            reason: string;
        };
        CorrectedKeyResponse: {
            skill_map: components["schemas"]["SkillMapResponse"];
            adoption: components["schemas"]["AdoptionResponse"];
        };
        ProjectionResponse: {
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            calibration_id: string | null;
            /** Format: uuid */
            skill_map_id: string | null;
            active: boolean;
            /** @enum {string} */
            status: "BUILDING" | "READY" | "RETIRED";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ready_at: string | null;
            learners: number;
            behind: number | null;
            failed: number | null;
        };
        ProjectionsResponse: {
            projections: components["schemas"]["ProjectionResponse"][];
            next_cursor: string | null;
        };
        BuildProjectionRequest: {
            algo_key: string;
            version?: string;
            /** Format: uuid */
            params_id?: string;
            /** Format: uuid */
            calibration_id?: string;
            /** Format: uuid */
            skill_map_id?: string;
            reason?: string;
        };
        RetireProjectionRequest: Record<string, never>;
        ImportResponse: {
            /** Format: uuid */
            id: string;
            source: string;
            through_line: number;
            rows: number;
            /** Format: date-time */
            created_at: string;
            job: components["schemas"]["JobResponse"] | null;
        };
        ListedImportResponse: {
            /** Format: uuid */
            id: string;
            source: string;
            through_line: number;
            rows: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            job_id: string | null;
        };
        ImportsResponse: {
            imports: components["schemas"]["ListedImportResponse"][];
        };
        RejectedLineResponse: {
            line: number;
            /** @enum {string} */
            outcome: "invalid" | "conflict" | "quarantined" | "erased";
            reason: string;
        };
        RejectsResponse: {
            rejects: components["schemas"]["RejectedLineResponse"][];
        };
        DroppedImportResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {boolean} */
            dropped: true;
        };
        CreatePreviewRequest: {
            version: string;
            /** Format: uuid */
            params_id?: string;
            /** Format: uuid */
            calibration_id?: string;
            /** Format: uuid */
            skill_map_id?: string;
            sample?: "all" | number;
            /** Format: date-time */
            now?: string;
            reason?: string;
        };
        PreviewResponse: {
            /** Format: uuid */
            id: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string | null;
            sample: "all" | number;
            /** Format: date-time */
            now: string;
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
            progress: components["schemas"]["JobProgressResponse"];
            reason: string | null;
            /** Format: uuid */
            created_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            error_code: string | null;
            error_message: string | null;
            /** Format: date-time */
            as_of: string | null;
            digest: string | null;
            report: {
                [key: string]: unknown;
            } | null;
            most_changed_learners: (string | null)[];
        };
        PairResponse: {
            version: string;
            /** Format: uuid */
            params_id: string;
        };
        MadePreviewResponse: {
            /** Format: uuid */
            id: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            active: components["schemas"]["PairResponse"] | null;
            activation_id: string | null;
            /** Format: date-time */
            as_of: string;
            digest: string;
        };
        PreviewsResponse: {
            previews: components["schemas"]["MadePreviewResponse"][];
            next_cursor: string | null;
        };
        CreateEvaluationRequest: {
            version: string;
            /** Format: uuid */
            params_id?: string;
            sample?: "all" | number;
            /** Format: date-time */
            from?: string;
            reason?: string;
        };
        EvaluationResponse: {
            /** Format: uuid */
            id: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string | null;
            sample: "all" | number;
            /** Format: date-time */
            from: string | null;
            /** @enum {string} */
            status: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
            progress: components["schemas"]["JobProgressResponse"];
            reason: string | null;
            /** Format: uuid */
            created_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
            error_code: string | null;
            error_message: string | null;
            /** Format: date-time */
            as_of: string | null;
            digest: string | null;
            report: {
                [key: string]: unknown;
            } | null;
        };
        EvaluationReportResponse: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            as_of: string;
            digest: string;
            report: {
                [key: string]: unknown;
            };
        };
        EvaluationsResponse: {
            evaluations: components["schemas"]["EvaluationReportResponse"][];
            next_cursor: string | null;
        };
        StartShadowRequest: {
            reason: string;
            version: string;
            /** Format: uuid */
            params_id?: string;
            percent: number;
            budget: number;
            /** Format: date-time */
            until?: string;
        };
        ShadowedPairResponse: {
            version: string;
            /** Format: uuid */
            params_id: string;
            activation_id: string;
        };
        ShadowRunsResponse: {
            started: number;
            succeeded: number;
            failed: number;
            failures: {
                [key: string]: number;
            };
            dropped: number;
        };
        ShadowResponse: {
            /** Format: uuid */
            id: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            active: components["schemas"]["ShadowedPairResponse"];
            percent: number;
            budget: number;
            /** Format: date-time */
            until: string;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ended_at: string | null;
            /** @enum {string|null} */
            ended_by: "budget" | "date" | "activation" | "ended" | null;
            /** Format: uuid */
            ended_by_user_id: string | null;
            end_reason: string | null;
            runs: components["schemas"]["ShadowRunsResponse"];
        };
        ShadowsResponse: {
            shadows: components["schemas"]["ShadowResponse"][];
            next_cursor: string | null;
        };
        ShadowDurationsResponse: {
            p50_ms: number | null;
            p95_ms: number | null;
        };
        BothDurationsResponse: {
            active: components["schemas"]["ShadowDurationsResponse"];
            candidate: components["schemas"]["ShadowDurationsResponse"];
        };
        ShadowDifferenceResponse: {
            runs: number;
            median: number | null;
            largest: number | null;
        };
        ShadowComparisonResponse: {
            durations: components["schemas"]["BothDurationsResponse"];
            equal: number | null;
            difference: components["schemas"]["ShadowDifferenceResponse"];
        };
        ComparedShadowResponse: {
            /** Format: uuid */
            id: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            active: components["schemas"]["ShadowedPairResponse"];
            percent: number;
            budget: number;
            /** Format: date-time */
            until: string;
            /** Format: uuid */
            actor_user_id: string | null;
            reason: string;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            ended_at: string | null;
            /** @enum {string|null} */
            ended_by: "budget" | "date" | "activation" | "ended" | null;
            /** Format: uuid */
            ended_by_user_id: string | null;
            end_reason: string | null;
            runs: components["schemas"]["ShadowRunsResponse"];
            comparison: components["schemas"]["ShadowComparisonResponse"];
        };
        EndShadowRequest: {
            reason: string;
        };
        FitReportResponse: {
            /** Format: uuid */
            id: string;
            kind: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            base_params_id: string;
            outcome: string;
            look: number | null;
            /** Format: uuid */
            params_id: string | null;
            digest: string;
            /** Format: date-time */
            created_at: string;
            report: {
                [key: string]: unknown;
            };
        };
        FitReportsResponse: {
            fit_reports: components["schemas"]["FitReportResponse"][];
            next_cursor: string | null;
        };
        MistakeAnalysisResponse: {
            /** Format: uuid */
            id: string;
            bank_id: string | null;
            group_id: string | null;
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            calibration_id: string | null;
            /** Format: uuid */
            skill_map_id: string | null;
            /** Format: date-time */
            as_of: string;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            until: string;
            outcome: string;
            reason: string | null;
            learners: number;
            answers: number;
            digest: string;
            /** Format: date-time */
            created_at: string;
        };
        MistakeAnalysesResponse: {
            mistake_analyses: components["schemas"]["MistakeAnalysisResponse"][];
            next_cursor: string | null;
        };
        AnalysedQuestionResponse: {
            question_id: string;
            item_version: string | null;
            options: string[];
            option_count: number;
            key_option: number;
            answers: number;
        };
        LeftOutQuestionResponse: {
            question_id: string;
            /** @enum {string} */
            reason: "KEY_UNKNOWN" | "KEYS_DIFFER" | "ONE_OPTION" | "TOO_MANY_OPTIONS" | "NOT_CALIBRATED";
        };
        LeftOutQuestionsResponse: {
            count: number;
            questions: components["schemas"]["LeftOutQuestionResponse"][];
        };
        MistakeFindingsResponse: {
            learners_with_answers: number;
            learners_drawn: number;
            not_first: number;
            other_versions: number;
            questions: components["schemas"]["AnalysedQuestionResponse"][];
            left_out: components["schemas"]["LeftOutQuestionsResponse"];
        };
        WholeMistakeAnalysisResponse: {
            /** Format: uuid */
            id: string;
            bank_id: string | null;
            group_id: string | null;
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            calibration_id: string | null;
            /** Format: uuid */
            skill_map_id: string | null;
            /** Format: date-time */
            as_of: string;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            until: string;
            outcome: string;
            reason: string | null;
            learners: number;
            answers: number;
            digest: string;
            /** Format: date-time */
            created_at: string;
            report: components["schemas"]["MistakeFindingsResponse"];
            result: {
                [key: string]: unknown;
            } | null;
        };
        CalibrationBinResponse: {
            from: number;
            answers: number;
            predicted: number | null;
            right: number | null;
        };
        LiveScoreResponse: {
            version: string;
            /** Format: uuid */
            params_id: string;
            /** Format: uuid */
            calibration_id: string | null;
            /** Format: uuid */
            skill_map_id: string | null;
            is_active: boolean;
            answers: number;
            log_loss: number;
            brier: number;
            calibration_error: number;
            bins: components["schemas"]["CalibrationBinResponse"][];
        };
        LiveScoresResponse: {
            scores: components["schemas"]["LiveScoreResponse"][];
        };
        WebhookResponse: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string | null;
            event_types: ("algorithm.activated" | "job.ended" | "projection.ready" | "runs.failed" | "feed.opened")[];
            enabled: boolean;
            /** @enum {string|null} */
            disabled_because: "gone" | null;
            /** Format: date-time */
            failing_since: string | null;
            /** Format: date-time */
            previous_secret_valid_until: string | null;
            revision: number;
            reason: string | null;
            /** Format: uuid */
            changed_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
        };
        WebhooksResponse: {
            webhooks: components["schemas"]["WebhookResponse"][];
            next_cursor: string | null;
        };
        CreateWebhookRequest: {
            reason: string;
            url: string;
            event_types: ("algorithm.activated" | "job.ended" | "projection.ready" | "runs.failed" | "feed.opened")[];
            description?: string;
        };
        WebhookWithSecretResponse: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string | null;
            event_types: ("algorithm.activated" | "job.ended" | "projection.ready" | "runs.failed" | "feed.opened")[];
            enabled: boolean;
            /** @enum {string|null} */
            disabled_because: "gone" | null;
            /** Format: date-time */
            failing_since: string | null;
            /** Format: date-time */
            previous_secret_valid_until: string | null;
            revision: number;
            reason: string | null;
            /** Format: uuid */
            changed_by_user_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            changed_at: string;
            secret: string | null;
        };
        SetWebhookRequest: {
            reason: string;
            url: string;
            event_types: ("algorithm.activated" | "job.ended" | "projection.ready" | "runs.failed" | "feed.opened")[];
            description?: string;
            enabled?: boolean;
        };
        RemoveWebhookRequest: {
            reason: string;
        };
        RotateSecretRequest: {
            reason: string;
            previous_valid_hours?: number;
        };
        WebhookChangeResponse: {
            revision: number;
            /** @enum {string} */
            action: "created" | "changed" | "secret_rotated" | "disabled" | "removed";
            url: string;
            event_types: ("algorithm.activated" | "job.ended" | "projection.ready" | "runs.failed" | "feed.opened")[];
            enabled: boolean;
            /** Format: uuid */
            changed_by_user_id: string | null;
            reason: string | null;
            /** Format: date-time */
            changed_at: string;
        };
        WebhookChangesResponse: {
            changes: components["schemas"]["WebhookChangeResponse"][];
            next_cursor: string | null;
        };
        WebhookDeliveryResponse: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            webhook_id: string;
            position: string | null;
            type: string;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "FAILED";
            attempts: number;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** Format: date-time */
            last_attempt_at: string | null;
            last_status: number | null;
            last_error: string | null;
            body: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            ended_at: string | null;
        };
        WebhookDeliveriesResponse: {
            deliveries: components["schemas"]["WebhookDeliveryResponse"][];
            next_cursor: string | null;
        };
        RedeliverRequest: Record<string, never>;
        SendTestRequest: Record<string, never>;
        BatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        ComputationResponse: {
            /** Format: uuid */
            run_id: string;
            algo_key: string;
            version: string;
            /** Format: uuid */
            params_id: string;
            output: {
                [key: string]: unknown;
            };
        };
        ProblemResponse: {
            /** Format: uri-reference */
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @enum {string} */
            outcome?: "not-done" | "failed" | "unknown";
            instance?: string;
            request_id: string;
            errors?: components["schemas"]["FieldProblem"][];
        };
        BatchResultResponse: {
            index: number;
            computation?: components["schemas"]["ComputationResponse"];
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        BatchResponse: {
            results: components["schemas"]["BatchResultResponse"][];
        };
        AlgorithmInfoResponse: {
            algo_key: string;
            active_version: string | null;
            /** @enum {string|null} */
            status: "ACTIVE" | "DEPRECATED" | "EXPERIMENTAL" | null;
            active_params: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            updated_at: string | null;
        };
        InfoResponse: {
            algorithms: components["schemas"]["AlgorithmInfoResponse"][];
        };
        ComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        LiveResponse: {
            /** @enum {string} */
            status: "ok";
        };
        ChecksResponse: {
            /** @enum {string} */
            serving: "up";
            /** @enum {string} */
            database: "up";
            /** @enum {string} */
            schema: "up";
            /** @enum {string} */
            engine: "up";
            /** @enum {string} */
            writes: "up" | "down";
        };
        ReadyResponse: {
            /** @enum {string} */
            status: "ok";
            checks: components["schemas"]["ChecksResponse"];
        };
        MasteryComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        MasteryBatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        MasteryBatchResult: {
            index: number;
            computation?: {
                [key: string]: unknown;
            };
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        MasteryBatchResponse: {
            results: components["schemas"]["MasteryBatchResult"][];
        };
        RevisionComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        RevisionBatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        RevisionBatchResult: {
            index: number;
            computation?: {
                [key: string]: unknown;
            };
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        RevisionBatchResponse: {
            results: components["schemas"]["RevisionBatchResult"][];
        };
        DifficultyComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        DifficultyBatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        DifficultyBatchResult: {
            index: number;
            computation?: {
                [key: string]: unknown;
            };
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        DifficultyBatchResponse: {
            results: components["schemas"]["DifficultyBatchResult"][];
        };
        AdaptiveComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        AdaptiveBatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        AdaptiveBatchResult: {
            index: number;
            computation?: {
                [key: string]: unknown;
            };
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        AdaptiveBatchResponse: {
            results: components["schemas"]["AdaptiveBatchResult"][];
        };
        MistakesComputeRequest: {
            input: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            session_id?: string;
            /** Format: uuid */
            user_id?: string;
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        MistakesBatchRequest: {
            items: {
                input: {
                    [key: string]: unknown;
                };
                /** Format: uuid */
                session_id?: string | null;
                /** Format: uuid */
                user_id?: string | null;
            }[];
            /** @enum {string} */
            trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
        };
        MistakesBatchResult: {
            index: number;
            computation?: {
                [key: string]: unknown;
            };
            problem?: components["schemas"]["ProblemResponse"];
            /** Format: uuid */
            run_id?: string;
        };
        MistakesBatchResponse: {
            results: components["schemas"]["MistakesBatchResult"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAlgorithms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlgorithmsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDetailsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    rollback: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    retire: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getStatistics: {
        parameters: {
            query: {
                from: string;
                to: string;
                by?: "hour" | "day";
            };
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    activateVersion: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateVersionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDetailsResponse"];
                };
            };
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getGate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    setGate: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetGateRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateSettingResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createParams: {
        parameters: {
            query?: {
                dry_run?: boolean;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateParamsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamsResponse"] | components["schemas"]["ParamsPreviewResponse"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    diffParams: {
        parameters: {
            query?: {
                to_version?: string;
            };
            header?: never;
            path: {
                algo_key: string;
                version: string;
                from_id: string;
                to_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamsDiffResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    activateParams: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                params_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GatedRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listActivations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
                version?: string;
                status?: "RUNNING" | "SUCCESS" | "FAILED";
                trigger?: "manual" | "submit" | "nightly" | "cron" | "api";
                purpose?: "live" | "shadow" | "verify";
                user_id?: string;
                session_id?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallerResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getFindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoctorResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                types?: string;
                after?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: string;
                status?: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
                schedule_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createJob: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateJobRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listJobKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobKindsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelJobRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listJobSchedules: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobSchedulesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getJobSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    setJobSchedule: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "If-None-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetJobScheduleRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleResponse"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listJobScheduleChanges: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                schedule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobScheduleChangesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    recordAnswers: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordAnswersRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedAnswersResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    correctAnswer: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedAnswersResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    voidAnswer: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
                event_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedAnswersResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedDecisionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    chooseNext: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NextRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelectionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    exportLearner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getLearner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnerResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    eraseLearner: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EraseLearnerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasedLearnerResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getLearnerState: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                algo_key: string;
                scope_kind?: "skill" | "item" | "learner";
                scope_id?: string;
                projection_id?: string;
            };
            header?: never;
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnerStatesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getLearnerDue: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
                before: string;
            };
            header?: never;
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueStatesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listMerges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    mergeLearners: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeLearnersRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeMergeResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    unmergeLearners: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
                from_learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmergeLearnersRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    setLearnerTimeZone: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                learner_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTimeZoneRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnerTimeZoneResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getDue: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
                before: string;
                group_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueStatesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listCalibrations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createCalibration: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCalibrationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listCalibrationAdoptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    withdrawCalibration: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawSetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastAdoptionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getCalibration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                calibration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibrationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listCalibrationItems: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                calibration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibratedItemsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listCalibrationSkills: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                calibration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalibratedSkillsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    adoptCalibration: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                calibration_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptSetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastAdoptionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listSkillMaps: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillMapsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createSkillMap: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSkillMapRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillMapResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listSkillMapAdoptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    withdrawSkillMap: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawSetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastAdoptionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getSkillMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                skill_map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SkillMapResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listSkillMapItems: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                skill_map_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappedItemsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    adoptSkillMap: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                skill_map_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdoptSetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastAdoptionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    correctKey: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectKeyRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectedKeyResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listProjections: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
                status?: "BUILDING" | "READY" | "RETIRED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    buildProjection: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuildProjectionRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    retireProjection: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                projection_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetireProjectionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                source?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    importAnswers: {
        parameters: {
            query: {
                source: string;
                from_line?: number;
                more?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    dropImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DroppedImportResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listRejects: {
        parameters: {
            query?: {
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                import_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listPreviews: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                version?: string;
                params_id?: string;
            };
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createPreview: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePreviewRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                preview_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    cancelPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                preview_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listEvaluations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                version?: string;
                params_id?: string;
            };
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createEvaluation: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEvaluationRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    cancelEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                evaluation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listShadows: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    startShadow: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartShadowRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getShadow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                algo_key: string;
                shadow_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparedShadowResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    endShadow: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
                shadow_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndShadowRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listFitReports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                algo_key?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FitReportsResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getFitReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fit_report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FitReportResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listMistakeAnalyses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                bank_id?: string;
                group_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MistakeAnalysesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getMistakeAnalysis: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mistake_analysis_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeMistakeAnalysisResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getLiveScores: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveScoresResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhooksResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecretResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    setWebhook: {
        parameters: {
            query?: never;
            header?: {
                "If-Match"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetWebhookRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveWebhookRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecretResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listWebhookChanges: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookChangesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "PENDING" | "DELIVERED" | "FAILED";
            };
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveriesResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RedeliverRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SendTestRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getInfo: {
        parameters: {
            query?: {
                as_of?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    ETag?: string;
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InfoResponse"];
                };
            };
            304: {
                headers: {
                    ETag?: string;
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeMastery: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MasteryComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeMasteryBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MasteryBatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MasteryBatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeRevision: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeRevisionBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevisionBatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionBatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeDifficulty: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DifficultyComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeDifficultyBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DifficultyBatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifficultyBatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeAdaptive: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdaptiveComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeAdaptiveBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdaptiveBatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdaptiveBatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeMistakes: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MistakesComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeMistakesBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MistakesBatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MistakesBatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    compute: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComputeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputationResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
    computeBatch: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                algo_key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResponse"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemResponse"];
                };
            };
        };
    };
}
