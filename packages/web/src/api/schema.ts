/** Made from the hub's OpenAPI by test/api-types.test.ts. */
export interface paths {
    "/api/v1/agent/hello": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that this process speaks for the agent from now on
         * @description For agents alone, by their token.
         */
        post: operations["postAgentHello"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for work; waits some seconds until there is some
         * @description For agents alone, by their token.
         */
        post: operations["postAgentJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/previews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say what a preview came to
         * @description For agents alone, by their token.
         */
        put: operations["putAgentPreviewsById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/runs/{id}/calls/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something on the hub's side of a run; begun once, and asked for until its answer is there
         * @description For agents alone, by their token.
         */
        post: operations["postAgentRunsByIdCallsByNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/runs/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run
         * @description For agents alone, by their token.
         */
        post: operations["postAgentRunsByIdEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/runs/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a step forward of a run; the same number again changes nothing
         * @description For agents alone, by their token.
         */
        post: operations["postAgentRunsByIdSteps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/tests/{endpoint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say what a test found
         * @description For agents alone, by their token.
         */
        put: operations["putAgentTestsByEndpoint"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent/tests/{endpoint}/here": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a test at the hub that was asked for from this agent
         * @description For agents alone, by their token.
         */
        post: operations["postAgentTestsByEndpointHere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All agents
         * @description Needs the permission agents:read.
         */
        get: operations["getAgents"];
        put?: never;
        /**
         * Add an agent; its token is in this answer and never again
         * @description Needs the permission agents:write.
         */
        post: operations["postAgents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an agent: its token ends at once, and so do its runs
         * @description Needs the permission agents:write.
         */
        delete: operations["deleteAgentsByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test an endpoint or a connection (goto:ALIAS) from this agent; without one, all that its flows use
         * @description Needs the permission agents:write.
         */
        post: operations["postAgentsByNameTests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an agent a new token; the one before ends at once
         * @description Needs the permission agents:write.
         */
        post: operations["postAgentsByNameToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * By which ways this hub can tell people
         * @description Needs the permission flows:read.
         */
        get: operations["getAlertsChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message to these receivers, now and only once
         * @description Needs the permission flows:write.
         */
        post: operations["postAlertsTests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new secret for signing webhooks; it is shown this once
         * @description Standard Webhooks signatures. For a day the former secret signs too. Needs the permission flows:write.
         */
        post: operations["postAlertsWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own API keys; with keys:all everybody's
         * @description Needs the permission keys:read.
         */
        get: operations["getApiKeys"];
        put?: never;
        /**
         * Make an API key; its text is in this answer and never again
         * @description Needs the permission keys:write.
         */
        post: operations["postApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key, from this moment on
         * @description Needs the permission keys:write.
         */
        delete: operations["deleteApiKeysByKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log, newest first
         * @description Needs the permission audit:read.
         */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A backup of all that the hub keeps, as it is at one moment
         * @description Gzipped lines of JSON. It is made whole first, then sent. It holds personal data, and secrets only sealed; the key is not in it. Needs the permission backup:take.
         */
        get: operations["getBackup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Looks at everything that the hub needs, and says what to do
         * @description Needs the permission status:read.
         */
        get: operations["getChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All connections, with their health
         * @description Needs the permission connections:read.
         */
        get: operations["getConnections"];
        put?: never;
        /**
         * Add a connection; with a personal access token it is finished at once
         * @description Needs the permission connections:write.
         */
        post: operations["postConnections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connection
         * @description Needs the permission connections:read.
         */
        get: operations["getConnectionsByAlias"];
        put?: never;
        post?: never;
        /**
         * Remove a connection, and revoke its consent at GoTo if that is possible
         * @description Needs the permission connections:write.
         */
        delete: operations["deleteConnectionsByAlias"];
        options?: never;
        head?: never;
        /**
         * Change name or alias; what uses the connection does not notice
         * @description Needs the permission connections:write.
         */
        patch: operations["patchConnectionsByAlias"];
        trace?: never;
    };
    "/api/v1/connections/{alias}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin consent, or consent again, in a browser
         * @description Needs the permission connections:write.
         */
        post: operations["postConnectionsByAliasAuthorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}/authorize/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a consent in a browser goes
         * @description Needs the permission connections:read.
         */
        get: operations["getConnectionsByAliasAuthorizeById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to GoTo in the last hour, minute by minute
         * @description Needs the permission connections:read.
         */
        get: operations["getConnectionsByAliasBudget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}/personal-access-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Consent, or consent again, by a personal access token
         * @description Needs the permission connections:write.
         */
        post: operations["postConnectionsByAliasPersonalAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Any request to GoTo on this connection
         * @description The answer is GoTo's body, byte by byte. Its status stands in the header goto-status, since an error status of GoTo is no failure of this request. Needs the permission connections:send.
         */
        post: operations["postConnectionsByAliasSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{alias}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call GoTo with it
         * @description Needs the permission connections:read.
         */
        post: operations["postConnectionsByAliasTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All endpoints that were added
         * @description Needs the permission endpoints:read.
         */
        get: operations["getEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add an endpoint, or change it; without `secret` the one that it has stays
         * @description Needs the permission endpoints:write.
         */
        put: operations["putEndpointsByName"];
        post?: never;
        /**
         * Remove an endpoint
         * @description Needs the permission endpoints:write.
         */
        delete: operations["deleteEndpointsByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}/files/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file of an endpoint
         * @description Needs the permission files:read.
         */
        get: operations["getEndpointsByNameFilesByFile"];
        /**
         * Upload a file to the folder of an endpoint
         * @description The body is the file, of 1 GB at most. It appears in one step, when all of it is there. Needs the permission files:write.
         */
        put: operations["putEndpointsByNameFilesByFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tables of an endpoint
         * @description Needs the permission endpoints:read.
         */
        get: operations["getEndpointsByNameTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fields of a table, and what can be done with it
         * @description Needs the permission endpoints:read.
         */
        get: operations["getEndpointsByNameTablesByTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}/tables/{table}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the first page of a table of a REST API by settings that are not kept, and suggest its fields
         * @description Needs the permission endpoints:write.
         */
        post: operations["postEndpointsByNameTablesByTableSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/endpoints/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try an endpoint out, changing nothing
         * @description Needs the permission endpoints:write.
         */
        post: operations["postEndpointsByNameTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be read and written
         * @description Needs the permission entities:read.
         */
        get: operations["getEntities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entities/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fields of an entity, what they cost, and how it is written
         * @description Needs the permission entities:read.
         */
        get: operations["getEntitiesByName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failed-rows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One failed row, also when it is through or given up
         * @description Needs the permission flows:read.
         */
        get: operations["getFailedRowsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mend a failed row's source data, or give it up
         * @description Needs the permission flows:run.
         */
        patch: operations["patchFailedRowsById"];
        trace?: never;
    };
    "/api/v1/flow-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One run
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowRunsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flow-runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a run goes, as server-sent events, to its end
         * @description An event `progress` whenever something has changed, whichever process carries the run out, and at last one `end`. Each tells all that is to be known, so that a reader who comes back with Last-Event-ID misses nothing; one that has seen the end gets 204, after which an EventSource stays away. Needs the permission flows:read.
         */
        get: operations["getFlowRunsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flow-runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a stopped or failed run go on
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowRunsByIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flow-runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a run after the rows in hand
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowRunsByIdStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All flows
         * @description Needs the permission flows:read.
         */
        get: operations["getFlows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One flow
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByName"];
        /**
         * Keep a flow
         * @description Needs the permission flows:write.
         */
        put: operations["putFlowsByName"];
        post?: never;
        /**
         * Remove a flow with its history and failed rows
         * @description Needs the permission flows:write.
         */
        delete: operations["deleteFlowsByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a flow fares: what went wrong, and the messages about it, latest first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/enabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Turn a flow off, so that neither its schedule nor anybody can run it, or on again
         * @description Needs the permission flows:write.
         */
        put: operations["putFlowsByNameEnabled"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/failed-row-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What went wrong with the failed rows that wait, by step and code, the most frequent first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameFailedRowKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/failed-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows that failed and wait, oldest first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameFailedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/failed-rows.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The failed rows of a flow as CSV, those included that are through or given up
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameFailedRowsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/mark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * From where the next run reads changes; null: from the start
         * @description Needs the permission flows:write.
         */
        put: operations["putFlowsByNameMark"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try failed rows again, with the mapping of today; all of them, or those named
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowsByNameReprocess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every definition that a flow had, latest first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A flow as it was
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameRevisionsByNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/revisions/{number}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a revision changed
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameRevisionsByNumberDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/revisions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a flow again what it was; mark and schedule stay as they are
         * @description Needs the permission flows:write.
         */
        post: operations["postFlowsByNameRevisionsByNumberRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of a flow, latest first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameRuns"];
        put?: never;
        /**
         * Run a flow; a run that is under way already is given instead of a second one
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowsByNameRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/runs.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of a flow as CSV, latest first
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsByNameRunsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/{name}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Turn the schedule of a flow on or off
         * @description Needs the permission flows:write.
         */
        put: operations["putFlowsByNameSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a flow on its first rows; nothing is written
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowsPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/preview/expressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What expressions come to on given rows; nothing is read but lookup tables
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowsPreviewExpressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/preview/scopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the first rows look like after the steps of a flow, which may end anywhere; nothing is written
         * @description Needs the permission flows:run.
         */
        post: operations["postFlowsPreviewScopes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flows/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The JSON schema of a flow
         * @description Needs the permission flows:read.
         */
        get: operations["getFlowsSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations that wait to be accepted
         * @description Needs the permission people:read.
         */
        get: operations["getInvitations"];
        put?: never;
        /**
         * Invite a person; an earlier invitation of the same address ends
         * @description Needs the permission people:write.
         */
        post: operations["postInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description Needs the permission people:write.
         */
        delete: operations["deleteInvitationsByInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lookup-tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All lookup tables
         * @description Needs the permission flows:read.
         */
        get: operations["getLookupTables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lookup-tables/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One lookup table
         * @description Needs the permission flows:read.
         */
        get: operations["getLookupTablesByName"];
        /**
         * Make a lookup table, or give it these values instead of all that it had
         * @description Needs the permission flows:write.
         */
        put: operations["putLookupTablesByName"];
        post?: never;
        /**
         * Remove a lookup table
         * @description Needs the permission flows:write.
         */
        delete: operations["deleteLookupTablesByName"];
        options?: never;
        head?: never;
        /**
         * Set and take out single values
         * @description Needs the permission flows:write.
         */
        patch: operations["patchLookupTablesByName"];
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am and what I may do
         * @description For everybody who is known.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change my name; address and role are for administrators
         * @description For everybody who is known.
         */
        patch: operations["patchMe"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password; my other sessions end
         * @description For everybody who is known.
         */
        post: operations["postMePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where I am signed in
         * @description For everybody who is known.
         */
        get: operations["getMeSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere but here
         * @description For everybody who is known.
         */
        delete: operations["deleteMeSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out in one place
         * @description For everybody who is known.
         */
        delete: operations["deleteMeSessionsBySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth-clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All OAuth clients, without their secrets
         * @description Needs the permission connections:read.
         */
        get: operations["getOauthClients"];
        put?: never;
        /**
         * Write an application down that is registered at GoTo; known ones get the new secret
         * @description Needs the permission connections:write.
         */
        post: operations["postOauthClients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth-clients/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an OAuth client that no connection uses
         * @description Needs the permission connections:write.
         */
        delete: operations["deleteOauthClientsByName"];
        options?: never;
        head?: never;
        /**
         * Change an OAuth client, for instance its secret
         * @description Needs the permission connections:write.
         */
        patch: operations["patchOauthClientsByName"];
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody who may sign in
         * @description Needs the permission people:read.
         */
        get: operations["getPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One person
         * @description Needs the permission people:read.
         */
        get: operations["getPeopleByPerson"];
        put?: never;
        post?: never;
        /**
         * Remove a person, with their sessions and API keys
         * @description Needs the permission people:write.
         */
        delete: operations["deletePeopleByPerson"];
        options?: never;
        head?: never;
        /**
         * Change name or role; the new role counts from the next request
         * @description Needs the permission people:write.
         */
        patch: operations["patchPeopleByPerson"];
        trace?: never;
    };
    "/api/v1/people/{person}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let nobody come in as a person for now: sessions end at once, API keys stop; all else stays
         * @description Needs the permission people:write.
         */
        post: operations["postPeopleByPersonDeactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/password-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which a person chooses a new password
         * @description Needs the permission people:write.
         */
        post: operations["postPeopleByPersonPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a person come in again, with the role, teams and API keys that they had
         * @description Needs the permission people:write.
         */
        post: operations["postPeopleByPersonReactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal-data/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase what this hub knows of an e-mail address
         * @description Rows about them are removed; in the audit log and in the history of flows they are replaced by [erased]. What somebody set up with their address is left, with what to do. Needs the permission personal-data:erase.
         */
        post: operations["postPersonalDataErase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal-data/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that this hub knows of an e-mail address, as an export
         * @description Needs the permission personal-data:read.
         */
        post: operations["postPersonalDataFind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replica-syncs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One sync: how far it is, or how it ended
         * @description Needs the permission replicas:read.
         */
        get: operations["getReplicaSyncsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All replicas, with their state
         * @description Needs the permission replicas:read.
         */
        get: operations["getReplicas"];
        put?: never;
        /**
         * Add a replica: choose what to copy, where to and when; nothing is read yet
         * @description Needs the permission replicas:write.
         */
        post: operations["postReplicas"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One replica
         * @description Needs the permission replicas:read.
         */
        get: operations["getReplicasByName"];
        put?: never;
        post?: never;
        /**
         * Remove a replica and its history; its tables stay unless they are to be dropped
         * @description Needs the permission replicas:write.
         */
        delete: operations["deleteReplicasByName"];
        options?: never;
        head?: never;
        /**
         * Change what is copied, where to, when, or the name; what was copied stays
         * @description Needs the permission replicas:write.
         */
        patch: operations["patchReplicasByName"];
        trace?: never;
    };
    "/api/v1/replicas/{name}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a replica fares: what went wrong, and the messages about it, latest first
         * @description Needs the permission replicas:read.
         */
        get: operations["getReplicasByNameAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas/{name}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say when a replica syncs by itself
         * @description Needs the permission replicas:write.
         */
        put: operations["putReplicasByNameSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the sync that is under way, in whichever process; the next one goes on from there
         * @description Needs the permission replicas:write.
         */
        post: operations["postReplicasByNameStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas/{name}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a sync; one that is under way already is given instead of a second one
         * @description It goes on when the caller leaves. GET /replica-syncs/ID tells how far it is and how it ended. Needs the permission replicas:write.
         */
        post: operations["postReplicasByNameSync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replicas/{name}/syncs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The syncs of a replica, latest first
         * @description Needs the permission replicas:read.
         */
        get: operations["getReplicasByNameSyncs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a backup: all of it or nothing
         * @description The body is the backup (application/gzip). A hub that serves refuses: `rostrum restore` does it when the hub is stopped. Needs the permission backup:restore.
         */
        post: operations["postRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long each kind of data is kept, and what was removed last
         * @description Needs the permission retention:read.
         */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose how long a kind of data is kept; what is over goes with the next daily removal
         * @description Needs the permission retention:write.
         */
        put: operations["putRetentionByKind"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove what is over at once, and not with the next daily removal
         * @description Needs the permission retention:write.
         */
        post: operations["postRetentionApply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress of a long request that was started with the header rostrum-run
         * @description For everybody who is known.
         */
        get: operations["getRunsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as server-sent events: `progress` whenever something is new, `end` at last
         * @description For everybody who is known.
         */
        get: operations["getRunsByIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop reading rows; the stream breaks off, since the rows are not all
         * @description For everybody who is known.
         */
        post: operations["postRunsByIdStop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schedules/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The next times of a schedule, of a flow or a replica; nothing is kept
         * @description Needs the permission flows:read.
         */
        post: operations["postSchedulesTimes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link by which somebody becomes administrator; at the hub's own machine only
         * @description Needs the permission people:write.
         */
        post: operations["postSetupLinks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All teams, with who is in them
         * @description Needs the permission people:read.
         */
        get: operations["getTeams"];
        put?: never;
        /**
         * Create a team
         * @description Needs the permission people:write.
         */
        post: operations["postTeams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams/{team}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a team; its people stay
         * @description Needs the permission people:write.
         */
        delete: operations["deleteTeamsByTeam"];
        options?: never;
        head?: never;
        /**
         * Rename a team
         * @description Needs the permission people:write.
         */
        patch: operations["patchTeamsByTeam"];
        trace?: never;
    };
    "/api/v1/teams/{team}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put a person into a team
         * @description Needs the permission people:write.
         */
        put: operations["putTeamsByTeamMembersByPerson"];
        post?: never;
        /**
         * Take a person out of a team
         * @description Needs the permission people:write.
         */
        delete: operations["deleteTeamsByTeamMembersByPerson"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A table as an Excel workbook; nothing is kept
         * @description Needs the permission entities:read.
         */
        post: operations["postWorkbooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for monitoring, in Prometheus's text format
         * @description Needs the permission metrics:read.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hub can do its work: what it cannot do without is there */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
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
        ErrorAnswer: {
            error: {
                /** @description Stable name of the error, for programs */
                code: string;
                /** @description Facts for programs */
                details?: {
                    [key: string]: unknown;
                };
                /** @description What it means */
                meaning: string;
                /** @description What happened */
                message: string;
                /** @description What to do */
                remedy: string;
            };
        };
    };
    responses: {
        /** @description The request as written cannot be carried out: the message names the part */
        Error400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description No API key or session, or one that is not a right one */
        Error401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description Known, but not allowed */
        Error403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description There is no such thing */
        Error404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description Refused because of the present state */
        Error409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description The body is larger than the route takes */
        Error413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description GoTo, or another system behind the hub, understood and said no */
        Error422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description A person's consent at GoTo is needed again */
        Error424: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description Too many attempts; the header retry-after says for how long */
        Error429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description A fault of Rostrum itself; it is in the log of the hub */
        Error500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description GoTo, or the network on the way to it, failed */
        Error502: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
        /** @description Cannot be done at the moment: try again later */
        Error503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorAnswer"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postAgentHello: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    instance: string;
                    version: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agent: string;
                        heldMs: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoints: {
                        kind: string;
                        name: string;
                    }[];
                    holding: string[];
                    /** Format: uuid */
                    instance: string;
                    previewing: string[];
                    room: number;
                    stopping: string[];
                    testing: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        previews: {
                            definition: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            rows: number;
                        }[];
                        runs: {
                            attempt: number;
                            checkpoint?: unknown;
                            counts: {
                                /** @description Calls to GoTo */
                                calls: number;
                                deleted: number;
                                /** @description Rows that a step left out on purpose */
                                dropped: number;
                                /** @description Kept as failed rows */
                                failed: number;
                                /** @description Failed where the flow says that this does not matter */
                                ignored: number;
                                /** @description Reasons of ignored rows */
                                ignoredBecause: {
                                    [key: string]: number;
                                };
                                inserted: number;
                                /** @description Rows to change or delete that were not there */
                                missing: number;
                                /** @description Rows read from the source */
                                read: number;
                                /** @description Were there with these very values */
                                unchanged: number;
                                updated: number;
                                /** @description Accepted; the system does not say whether they were new */
                                written: number;
                                /** @description Rows written by `then` */
                                writtenBack: number;
                            };
                            definition: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "run" | "reprocess";
                            since?: unknown;
                        }[];
                        stops: string[];
                        tests: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    putAgentPreviewsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer?: {
                        /** @description What is wrong with the flow itself; empty: it can run */
                        problems: string[];
                        /** @description What a person should know before it runs */
                        remarks: string[];
                        rows: {
                            failure?: {
                                code: string;
                                /**
                                 * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                                 * @enum {string}
                                 */
                                doubt?: "looked-for" | "repeated";
                                field?: string;
                                /** @description Whether the same row may well succeed later unchanged */
                                passing: boolean;
                                /** @description Each of several things that are wrong */
                                problems?: string[];
                                remedy?: string;
                                /** @description What the system said, where the flow has words of its own */
                                said?: string;
                                /** @description The flow's own words for it where it has any, else the system's */
                                words: string;
                            };
                            /** @description What would go to the target */
                            mapped?: {
                                [key: string]: unknown;
                            };
                            /** @description What would come of it: dropped, failed, or what the target says */
                            outcome: string;
                            place: string;
                            remarks: string[];
                            source: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                    error?: {
                        /** @description Stable name of the error, for programs */
                        code: string;
                        /** @description Facts for programs */
                        details?: {
                            [key: string]: unknown;
                        };
                        kind: string;
                        /** @description What it means */
                        meaning: string;
                        /** @description What happened */
                        message: string;
                        /** @description What to do */
                        remedy: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentRunsByIdCallsByNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    attempt: number;
                    call: {
                        endpoint: string;
                        /** @enum {string} */
                        what: "open";
                    } | {
                        endpoint: string;
                        table: string;
                        /** @enum {string} */
                        what: "describe";
                    } | {
                        after?: {
                            [key: string]: unknown;
                        };
                        batchRows?: number;
                        changes?: {
                            field: string;
                            since?: unknown;
                        };
                        endpoint: string;
                        fields?: string[];
                        filters?: ({
                            /** @description The field's name */
                            field: string;
                            /** @enum {string} */
                            kind: "equal";
                            value: string | number | boolean | null;
                        } | {
                            /** @description The field's name */
                            field: string;
                            /** @enum {string} */
                            kind: "notEqual";
                            value: string | number | boolean | null;
                        } | {
                            /** @description The field's name */
                            field: string;
                            from?: string | number | boolean;
                            /** @enum {string} */
                            kind: "range";
                            to?: string | number | boolean;
                        } | {
                            /** @description The field's name */
                            field: string;
                            /** @enum {string} */
                            kind: "contains";
                            text: string;
                        } | {
                            /** @description The field's name */
                            field: string;
                            /** @enum {string} */
                            kind: "in";
                            values: (string | number | boolean)[];
                        })[];
                        limit?: number;
                        range?: {
                            from?: string;
                            to?: string;
                        };
                        table: string;
                        /** @enum {string} */
                        what: "read";
                        whole: boolean;
                    } | {
                        reader: number;
                        /** @enum {string} */
                        what: "next";
                    } | {
                        reader: number;
                        /** @enum {string} */
                        what: "leave";
                    } | {
                        endpoint: string;
                        /** @enum {string} */
                        existing?: "keep" | "replace";
                        fields?: {
                            name: string;
                            type: string;
                        }[];
                        key?: string[];
                        /** @enum {string} */
                        operation: "insert" | "update" | "upsert" | "delete";
                        repeated?: boolean;
                        resume?: {
                            [key: string]: unknown;
                        };
                        returning?: string[];
                        switches?: {
                            [key: string]: boolean;
                        };
                        table: string;
                        /** @enum {string} */
                        what: "write to";
                    } | {
                        endpoint: string;
                        /** @enum {string} */
                        existing?: "keep" | "replace";
                        fields?: {
                            name: string;
                            type: string;
                        }[];
                        key?: string[];
                        /** @enum {string} */
                        operation: "insert" | "update" | "upsert" | "delete";
                        rows: {
                            [key: string]: unknown;
                        }[];
                        switches?: {
                            [key: string]: boolean;
                        };
                        table: string;
                        /** @enum {string} */
                        what: "check";
                    } | {
                        again?: number[];
                        rows: {
                            [key: string]: unknown;
                        }[];
                        /** @enum {string} */
                        what: "write";
                        writer: number;
                    } | {
                        /** @enum {string} */
                        what: "checkpoint";
                        writer: number;
                    } | {
                        /** @enum {string} */
                        what: "finish";
                        writer: number;
                    } | {
                        /** @enum {string} */
                        what: "abort";
                        writer: number;
                    } | {
                        body?: unknown;
                        connection?: string;
                        headers: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                        /** Format: starts_with */
                        path: string;
                        query: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        what: "send";
                    } | {
                        name: string;
                        /** @enum {string} */
                        what: "lookup table";
                    } | {
                        after?: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        what: "kept rows";
                    };
                    from: number;
                    received: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: number;
                        /** @enum {string} */
                        state: "under way";
                    } | {
                        answer: unknown;
                        calls: number;
                        /** @enum {string} */
                        state: "done";
                    } | {
                        calls: number;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            kind: string;
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        failure?: {
                            code: string;
                            /**
                             * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                             * @enum {string}
                             */
                            doubt?: "looked-for" | "repeated";
                            field?: string;
                            /** @description Whether the same row may well succeed later unchanged */
                            passing: boolean;
                            /** @description Each of several things that are wrong */
                            problems?: string[];
                            remedy?: string;
                            /** @description What the system said, where the flow has words of its own */
                            said?: string;
                            /** @description The flow's own words for it where it has any, else the system's */
                            words: string;
                        };
                        /** @enum {string} */
                        state: "failed";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentRunsByIdEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    attempt: number;
                    counts?: {
                        /** @description Calls to GoTo */
                        calls: number;
                        deleted: number;
                        /** @description Rows that a step left out on purpose */
                        dropped: number;
                        /** @description Kept as failed rows */
                        failed: number;
                        /** @description Failed where the flow says that this does not matter */
                        ignored: number;
                        /** @description Reasons of ignored rows */
                        ignoredBecause: {
                            [key: string]: number;
                        };
                        inserted: number;
                        /** @description Rows to change or delete that were not there */
                        missing: number;
                        /** @description Rows read from the source */
                        read: number;
                        /** @description Were there with these very values */
                        unchanged: number;
                        updated: number;
                        /** @description Accepted; the system does not say whether they were new */
                        written: number;
                        /** @description Rows written by `then` */
                        writtenBack: number;
                    };
                    error?: {
                        /** @description Stable name of the error, for programs */
                        code: string;
                        /** @description Facts for programs */
                        details?: {
                            [key: string]: unknown;
                        };
                        /** @description What it means */
                        meaning: string;
                        /** @description What happened */
                        message: string;
                        /** @description What to do */
                        remedy: string;
                    };
                    mark?: unknown;
                    /** @enum {string} */
                    state: "done" | "stopped" | "failed";
                };
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentRunsByIdSteps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    attempt: number;
                    checkpoint: {
                        handled?: string[];
                        mark?: unknown;
                        position?: {
                            [key: string]: unknown;
                        };
                        since?: unknown;
                        writers: {
                            [key: string]: {
                                [key: string]: unknown;
                            };
                        };
                    };
                    counts: {
                        /** @description Calls to GoTo */
                        calls: number;
                        deleted: number;
                        /** @description Rows that a step left out on purpose */
                        dropped: number;
                        /** @description Kept as failed rows */
                        failed: number;
                        /** @description Failed where the flow says that this does not matter */
                        ignored: number;
                        /** @description Reasons of ignored rows */
                        ignoredBecause: {
                            [key: string]: number;
                        };
                        inserted: number;
                        /** @description Rows to change or delete that were not there */
                        missing: number;
                        /** @description Rows read from the source */
                        read: number;
                        /** @description Were there with these very values */
                        unchanged: number;
                        updated: number;
                        /** @description Accepted; the system does not say whether they were new */
                        written: number;
                        /** @description Rows written by `then` */
                        writtenBack: number;
                    };
                    failed: {
                        /** @default [] */
                        begun?: string[];
                        failure: {
                            code: string;
                            /**
                             * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                             * @enum {string}
                             */
                            doubt?: "looked-for" | "repeated";
                            field?: string;
                            /** @description Whether the same row may well succeed later unchanged */
                            passing: boolean;
                            /** @description Each of several things that are wrong */
                            problems?: string[];
                            remedy?: string;
                            /** @description What the system said, where the flow has words of its own */
                            said?: string;
                            /** @description The flow's own words for it where it has any, else the system's */
                            words: string;
                        };
                        id?: string;
                        mapped?: {
                            [key: string]: unknown;
                        };
                        path: number[];
                        place: string;
                        source: {
                            [key: string]: unknown;
                        };
                        step: string;
                    }[];
                    mended: string[];
                    number: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        wish: "go on" | "stop";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    putAgentTestsByEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    instance: string;
                    meaning?: string;
                    message: string;
                    remedy?: string;
                    works: boolean;
                };
            };
        };
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentTestsByEndpointHere: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                endpoint: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        meaning?: string;
                        message: string;
                        remedy?: string;
                        works: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            413: components["responses"]["Error413"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getAgents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agents: {
                            createdAt: string;
                            /** @description Its own; their settings and secrets never leave it */
                            endpoints: {
                                kind: string;
                                name: string;
                            }[];
                            /** @description Flows that are pinned to it */
                            flows: string[];
                            name: string;
                            /** @description Runs of these that are under way or wait for it */
                            runs: number;
                            seenAt?: string;
                            /**
                             * @description alive; late: silent for a moment; gone: silent for minutes; new: never started
                             * @enum {string}
                             */
                            state: "alive" | "late" | "gone" | "new";
                            /** @description The latest test of each endpoint from this agent */
                            tests: {
                                endpoint: string;
                                meaning?: string;
                                message?: string;
                                remedy?: string;
                                testedAt?: string;
                                /** @description Absent: not tested yet */
                                works?: boolean;
                            }[];
                            version?: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postAgents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Its own; their settings and secrets never leave it */
                        endpoints: {
                            kind: string;
                            name: string;
                        }[];
                        /** @description Flows that are pinned to it */
                        flows: string[];
                        name: string;
                        /** @description Runs of these that are under way or wait for it */
                        runs: number;
                        seenAt?: string;
                        /**
                         * @description alive; late: silent for a moment; gone: silent for minutes; new: never started
                         * @enum {string}
                         */
                        state: "alive" | "late" | "gone" | "new";
                        /** @description The latest test of each endpoint from this agent */
                        tests: {
                            endpoint: string;
                            meaning?: string;
                            message?: string;
                            remedy?: string;
                            testedAt?: string;
                            /** @description Absent: not tested yet */
                            works?: boolean;
                        }[];
                        /** @description Its token; it is not kept */
                        token: string;
                        version?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteAgentsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentsByNameTests: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoint?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tests: {
                            endpoint: string;
                            meaning?: string;
                            message?: string;
                            remedy?: string;
                            testedAt?: string;
                            /** @description Absent: not tested yet */
                            works?: boolean;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postAgentsByNameToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its token; it is not kept */
                        token: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getAlertsChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether it has a mail server; without one no e-mail arrives */
                        email: boolean;
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postAlertsTests: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string[];
                    /**
                     * Format: uri
                     * @description Gets the message as JSON, signed
                     */
                    webhook?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tests: {
                            /** @enum {string} */
                            channel: "email" | "webhook";
                            /** @description Why it did not arrive */
                            error?: string;
                            /** @description Addresses of people; of a webhook the host only, for its path may be a secret */
                            receiver: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postAlertsWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKeys: {
                            /** @description Its first letters, by which to recognise it */
                            beginning: string;
                            createdAt: string;
                            expiresAt: string;
                            id: string;
                            /** @description To the minute */
                            lastUsedAt: string | null;
                            name: string;
                            /** @description E-mail address; null: made with the access token of the data folder */
                            owner: string | null;
                            scopes: string[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "warehouse",
                 *       "scopes": [
                 *         "entities:read"
                 *       ],
                 *       "expiresInDays": 90
                 *     }
                 */
                "application/json": {
                    /** @default 365 */
                    expiresInDays?: number;
                    name: string;
                    scopes: ("status:read" | "metrics:read" | "connections:read" | "connections:write" | "connections:send" | "entities:read" | "entities:write" | "endpoints:read" | "endpoints:write" | "files:read" | "files:write" | "flows:read" | "flows:write" | "flows:run" | "agents:read" | "agents:write" | "replicas:read" | "replicas:write" | "people:read" | "people:write" | "keys:read" | "keys:write" | "keys:all" | "backup:take" | "backup:restore" | "personal-data:read" | "personal-data:erase" | "retention:read" | "retention:write" | "audit:read")[];
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Its first letters, by which to recognise it */
                        beginning: string;
                        createdAt: string;
                        expiresAt: string;
                        id: string;
                        /** @description The key itself; it is not kept */
                        key: string;
                        /** @description To the minute */
                        lastUsedAt: string | null;
                        name: string;
                        /** @description E-mail address; null: made with the access token of the data folder */
                        owner: string | null;
                        scopes: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteApiKeysByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getAudit: {
        parameters: {
            query?: {
                /** @description Whole, or its beginning: "connection" */
                action?: string;
                /** @description Name, whole */
                actor?: string;
                /** @description `next` of the page before */
                before?: string;
                /** @description ISO 8601 with its zone */
                from?: string;
                id?: string;
                kind?: string;
                limit?: number;
                /** @description Excluded */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            /** @description For instance connection.edit */
                            action: string;
                            actor: {
                                /** @description Where the request came from */
                                address: string | null;
                                id: string | null;
                                /** @enum {string} */
                                kind: "person" | "key" | "local" | "link" | "hub" | "agent";
                                /** @description E-mail address of a person, name of a key, as it was then */
                                name: string;
                            };
                            /** @description What there is */
                            after?: unknown;
                            at: string;
                            /** @description What there was; of a change only what differs */
                            before?: unknown;
                            id: string | null;
                            kind: string;
                            /** @description Grows with time */
                            number: string;
                        }[];
                        /** @description For the next page; null: there is none */
                        next: string | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getBackup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The backup */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": string;
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            /** @description What was looked at */
                            name: string;
                            /** @description What to do */
                            remedy?: string;
                            /** @description What was found */
                            sentence: string;
                            /**
                             * @description failed: something cannot work
                             * @enum {string}
                             */
                            state: "ok" | "warning" | "failed";
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: {
                            accountKey: string | null;
                            accountName: string | null;
                            /** @description What commands, flows and addresses call it */
                            alias: string;
                            apiAddress: string;
                            /** @description Per API that was used lately, as seen by this process */
                            budgets: {
                                [key: string]: {
                                    /** @description Of all processes */
                                    lastHour: {
                                        /** @description Answers 429 */
                                        rateLimited: number;
                                        sent: number;
                                        /** @description Share of what GoTo allows in that time, 0 to 1 */
                                        usedShare: number;
                                    };
                                    lastMinute: {
                                        /** @description Answers 429 */
                                        rateLimited: number;
                                        sent: number;
                                        /** @description Share of what GoTo allows in that time, 0 to 1 */
                                        usedShare: number;
                                    };
                                    requestsPerSecond: number;
                                    waiting: number;
                                };
                            };
                            /** @description How it renews itself */
                            consent: ("refresh-token" | "personal-access-token") | null;
                            consentedAt: string | null;
                            /** @description Planned end of the consent, when nothing renews it */
                            consentEndsAt: string | null;
                            /** @description Who consented */
                            email: string | null;
                            lastError: string | null;
                            lastErrorAt: string | null;
                            lastSuccessAt: string | null;
                            name: string;
                            /** @description Name of the OAuth client */
                            oauthClient: string;
                            organizerKey: string | null;
                            scopes: string[];
                            /** @description How it is, in words */
                            sentence: string;
                            /** @enum {string} */
                            state: "working" | "unfinished" | "failing" | "dead";
                            /** @description End of the present access token; it is renewed before */
                            tokenEndsAt: string | null;
                            usedBy: {
                                kind: string;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key or name of the account, when the person is in several */
                    account?: string;
                    /** @description 1 to 25 letters, digits, underscores; made from the name if absent */
                    alias?: string;
                    /** @description Let the connection change to another person or account */
                    allowOtherOwner?: boolean;
                    /** @description 1 to 25 characters */
                    name: string;
                    /** @description The application registered at GoTo */
                    oauthClient: string | {
                        /** @description Default: https://api.getgo.com */
                        apiAddress?: string;
                        /** @description Default: https://authentication.logmeininc.com */
                        authenticationAddress?: string;
                        clientId: string;
                        /** @description Kept sealed; absent for a public client */
                        clientSecret?: string;
                        /** @description For people */
                        name?: string;
                        /** @description Default: the hub's own */
                        redirectAddress?: string;
                        /** @description Default: 10 */
                        requestsPerSecond?: number;
                        /** @description Default: identity:scim.me collab: */
                        scopes?: string[];
                    };
                    personalAccessToken?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountKey: string | null;
                        accountName: string | null;
                        /** @description What commands, flows and addresses call it */
                        alias: string;
                        apiAddress: string;
                        /** @description Per API that was used lately, as seen by this process */
                        budgets: {
                            [key: string]: {
                                /** @description Of all processes */
                                lastHour: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                lastMinute: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                requestsPerSecond: number;
                                waiting: number;
                            };
                        };
                        /** @description How it renews itself */
                        consent: ("refresh-token" | "personal-access-token") | null;
                        consentedAt: string | null;
                        /** @description Planned end of the consent, when nothing renews it */
                        consentEndsAt: string | null;
                        /** @description Who consented */
                        email: string | null;
                        lastError: string | null;
                        lastErrorAt: string | null;
                        lastSuccessAt: string | null;
                        name: string;
                        /** @description Name of the OAuth client */
                        oauthClient: string;
                        organizerKey: string | null;
                        /** @description What named no connection while there was only one, and names that one by its alias from now on */
                        pinned?: {
                            to: string;
                            uses: {
                                kind: string;
                                name: string;
                            }[];
                        };
                        scopes: string[];
                        /** @description How it is, in words */
                        sentence: string;
                        /** @enum {string} */
                        state: "working" | "unfinished" | "failing" | "dead";
                        /** @description End of the present access token; it is renewed before */
                        tokenEndsAt: string | null;
                        usedBy: {
                            kind: string;
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getConnectionsByAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountKey: string | null;
                        accountName: string | null;
                        /** @description What commands, flows and addresses call it */
                        alias: string;
                        apiAddress: string;
                        /** @description Per API that was used lately, as seen by this process */
                        budgets: {
                            [key: string]: {
                                /** @description Of all processes */
                                lastHour: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                lastMinute: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                requestsPerSecond: number;
                                waiting: number;
                            };
                        };
                        /** @description How it renews itself */
                        consent: ("refresh-token" | "personal-access-token") | null;
                        consentedAt: string | null;
                        /** @description Planned end of the consent, when nothing renews it */
                        consentEndsAt: string | null;
                        /** @description Who consented */
                        email: string | null;
                        lastError: string | null;
                        lastErrorAt: string | null;
                        lastSuccessAt: string | null;
                        name: string;
                        /** @description Name of the OAuth client */
                        oauthClient: string;
                        organizerKey: string | null;
                        scopes: string[];
                        /** @description How it is, in words */
                        sentence: string;
                        /** @enum {string} */
                        state: "working" | "unfinished" | "failing" | "dead";
                        /** @description End of the present access token; it is renewed before */
                        tokenEndsAt: string | null;
                        usedBy: {
                            kind: string;
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    deleteConnectionsByAlias: {
        parameters: {
            query?: {
                /** @description Although something uses it */
                force?: string;
            };
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    patchConnectionsByAlias: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    alias?: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountKey: string | null;
                        accountName: string | null;
                        /** @description What commands, flows and addresses call it */
                        alias: string;
                        apiAddress: string;
                        /** @description Per API that was used lately, as seen by this process */
                        budgets: {
                            [key: string]: {
                                /** @description Of all processes */
                                lastHour: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                lastMinute: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                requestsPerSecond: number;
                                waiting: number;
                            };
                        };
                        /** @description How it renews itself */
                        consent: ("refresh-token" | "personal-access-token") | null;
                        consentedAt: string | null;
                        /** @description Planned end of the consent, when nothing renews it */
                        consentEndsAt: string | null;
                        /** @description Who consented */
                        email: string | null;
                        lastError: string | null;
                        lastErrorAt: string | null;
                        lastSuccessAt: string | null;
                        name: string;
                        /** @description Name of the OAuth client */
                        oauthClient: string;
                        organizerKey: string | null;
                        scopes: string[];
                        /** @description How it is, in words */
                        sentence: string;
                        /** @enum {string} */
                        state: "working" | "unfinished" | "failing" | "dead";
                        /** @description End of the present access token; it is renewed before */
                        tokenEndsAt: string | null;
                        usedBy: {
                            kind: string;
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postConnectionsByAliasAuthorize: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key or name of the account, when the person is in several */
                    account?: string;
                    /** @description Let the connection change to another person or account */
                    allowOtherOwner?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description ISO 8601, UTC */
                        expiresAt: string;
                        id: string;
                        /** @description Must be registered at GoTo letter by letter */
                        redirectAddress: string;
                        /** @description Where to send the browser */
                        url: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getConnectionsByAliasAuthorizeById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "waiting";
                    } | {
                        alias: string;
                        /** @enum {string} */
                        state: "done";
                    } | {
                        error: {
                            meaning: string;
                            message: string;
                            remedy: string;
                        };
                        /** @enum {string} */
                        state: "failed";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getConnectionsByAliasBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description That were called in the last hour, by all processes */
                        apis: {
                            api: string;
                            /** @description The last 60, oldest first, the present one last */
                            minutes: {
                                /** @description Beginning of the minute */
                                at: string;
                                /** @description Calls of flows, replicas, exports */
                                bulk: number;
                                /** @description Calls for people who wait */
                                interactive: number;
                                /** @description Of these, answered 429 */
                                rateLimited: number;
                            }[];
                        }[];
                        /** @description Name of the OAuth client; its connections share the budget */
                        oauthClient: string;
                        /** @description What GoTo allows per API */
                        requestsPerSecond: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postConnectionsByAliasPersonalAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Key or name of the account, when the person is in several */
                    account?: string;
                    /** @description Let the connection change to another person or account */
                    allowOtherOwner?: boolean;
                    personalAccessToken: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountKey: string | null;
                        accountName: string | null;
                        /** @description What commands, flows and addresses call it */
                        alias: string;
                        apiAddress: string;
                        /** @description Per API that was used lately, as seen by this process */
                        budgets: {
                            [key: string]: {
                                /** @description Of all processes */
                                lastHour: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                lastMinute: {
                                    /** @description Answers 429 */
                                    rateLimited: number;
                                    sent: number;
                                    /** @description Share of what GoTo allows in that time, 0 to 1 */
                                    usedShare: number;
                                };
                                requestsPerSecond: number;
                                waiting: number;
                            };
                        };
                        /** @description How it renews itself */
                        consent: ("refresh-token" | "personal-access-token") | null;
                        consentedAt: string | null;
                        /** @description Planned end of the consent, when nothing renews it */
                        consentEndsAt: string | null;
                        /** @description Who consented */
                        email: string | null;
                        lastError: string | null;
                        lastErrorAt: string | null;
                        lastSuccessAt: string | null;
                        name: string;
                        /** @description Name of the OAuth client */
                        oauthClient: string;
                        organizerKey: string | null;
                        scopes: string[];
                        /** @description How it is, in words */
                        sentence: string;
                        /** @enum {string} */
                        state: "working" | "unfinished" | "failing" | "dead";
                        /** @description End of the present access token; it is renewed before */
                        tokenEndsAt: string | null;
                        usedBy: {
                            kind: string;
                            name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postConnectionsByAliasSend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description JSON as text */
                    body?: string;
                    headers?: {
                        [key: string]: string;
                    };
                    /** @enum {string} */
                    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
                    /** @description From the root of the API host, with its query */
                    path: string;
                };
            };
        };
        responses: {
            /** @description GoTo's answer, as it came */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postConnectionsByAliasTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountKey: string;
                        accountName: string | null;
                        answeredInMs: number;
                        /** @description This machine's clock minus GoTo's */
                        clockSkewSeconds: number | null;
                        email: string;
                        organizerKey: string;
                        sentence: string;
                        /** @description Webinars within 30 days of today */
                        webinars: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endpoints: {
                            hasSecret: boolean;
                            kind: string;
                            name: string;
                            settings: {
                                /**
                                 * @description Written at the start of new files; some spreadsheets want it
                                 * @default false
                                 */
                                byteOrderMark: boolean;
                                /** @default , */
                                delimiter: string;
                                /**
                                 * @description Of files that are read; what is written is UTF-8 always
                                 * @default utf-8
                                 * @enum {string}
                                 */
                                encoding: "utf-8" | "utf-16le" | "windows-1252" | "iso-8859-1" | "iso-8859-15";
                                /**
                                 * @description Puts ' before texts that a spreadsheet would run as a formula; they read back with it
                                 * @default false
                                 */
                                escapeFormulas: boolean;
                                /**
                                 * @description The folder, below the hub's folder for files
                                 * @default
                                 */
                                folder: string;
                                /** @enum {string} */
                                kind: "csv";
                                /** @default " */
                                quote: string;
                                /**
                                 * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                                 * @default {}
                                 */
                                tables: {
                                    [key: string]: {
                                        fields: {
                                            /**
                                             * @description Whether it tells rows apart, alone or with the other key fields
                                             * @default false
                                             */
                                            key: boolean;
                                            name: string;
                                            /** @default false */
                                            required: boolean;
                                            /**
                                             * @default text
                                             * @enum {string}
                                             */
                                            type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                        }[];
                                    };
                                };
                            } | {
                                /**
                                 * @description The folder, below the hub's folder for files
                                 * @default
                                 */
                                folder: string;
                                /** @enum {string} */
                                kind: "ndjson";
                                /**
                                 * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                                 * @default {}
                                 */
                                tables: {
                                    [key: string]: {
                                        fields: {
                                            /**
                                             * @description Whether it tells rows apart, alone or with the other key fields
                                             * @default false
                                             */
                                            key: boolean;
                                            name: string;
                                            /** @default false */
                                            required: boolean;
                                            /**
                                             * @default text
                                             * @enum {string}
                                             */
                                            type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                        }[];
                                    };
                                };
                            } | {
                                /**
                                 * @description The folder, below the hub's folder for files
                                 * @default
                                 */
                                folder: string;
                                /** @enum {string} */
                                kind: "excel";
                                /**
                                 * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                                 * @default {}
                                 */
                                tables: {
                                    [key: string]: {
                                        fields: {
                                            /**
                                             * @description Whether it tells rows apart, alone or with the other key fields
                                             * @default false
                                             */
                                            key: boolean;
                                            name: string;
                                            /** @default false */
                                            required: boolean;
                                            /**
                                             * @default text
                                             * @enum {string}
                                             */
                                            type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                        }[];
                                    };
                                };
                            } | {
                                /**
                                 * @description The folder, below the hub's folder for files
                                 * @default
                                 */
                                folder: string;
                                /** @enum {string} */
                                kind: "parquet";
                                /**
                                 * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                                 * @default {}
                                 */
                                tables: {
                                    [key: string]: {
                                        fields: {
                                            /**
                                             * @description Whether it tells rows apart, alone or with the other key fields
                                             * @default false
                                             */
                                            key: boolean;
                                            name: string;
                                            /** @default false */
                                            required: boolean;
                                            /**
                                             * @default text
                                             * @enum {string}
                                             */
                                            type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                        }[];
                                    };
                                };
                            } | {
                                /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                                authority?: string;
                                database: string;
                                /** @description Name or address of the database server */
                                host: string;
                                /** @enum {string} */
                                kind: "postgres";
                                /** @default 5432 */
                                port: number;
                                /**
                                 * @description The schema whose tables are named without one
                                 * @default public
                                 */
                                schema: string;
                                /**
                                 * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                                 * @default verified
                                 * @enum {string}
                                 */
                                tls: "verified" | "unverified" | "off";
                                user: string;
                            } | {
                                /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                                authority?: string;
                                database: string;
                                /** @description Name or address of the database server */
                                host: string;
                                /** @enum {string} */
                                kind: "mysql";
                                /** @default 3306 */
                                port: number;
                                /**
                                 * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                                 * @default verified
                                 * @enum {string}
                                 */
                                tls: "verified" | "unverified" | "off";
                                user: string;
                            } | {
                                /**
                                 * Format: uri
                                 * @description What all paths begin with, e.g. https://api.example.com/v1
                                 */
                                address: string;
                                /**
                                 * @default {
                                 *       "kind": "none"
                                 *     }
                                 */
                                auth: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "bearer";
                                } | {
                                    /** @enum {string} */
                                    kind: "basic";
                                    user: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "header";
                                    name: string;
                                    /** @default  */
                                    prefix: string;
                                } | {
                                    audience?: string;
                                    clientId: string;
                                    /** @enum {string} */
                                    kind: "clientCredentials";
                                    scope?: string;
                                    /**
                                     * @default header
                                     * @enum {string}
                                     */
                                    sentIn: "header" | "body";
                                    /** Format: uri */
                                    tokenAddress: string;
                                };
                                /**
                                 * @description Rows written at the same time
                                 * @default 4
                                 */
                                concurrency: number;
                                /**
                                 * @description Sent with each request; no secrets in here
                                 * @default {}
                                 */
                                headers: {
                                    [key: string]: string;
                                };
                                /** @description A header by which the system knows a repeated request, e.g. Idempotency-Key */
                                idempotencyHeader?: string;
                                /** @enum {string} */
                                kind: "http";
                                tables: {
                                    [key: string]: {
                                        delete?: {
                                            /** @enum {string} */
                                            method: "POST" | "PUT" | "PATCH" | "DELETE";
                                            /** @description Below the address; "{field}" stands for a value of the row */
                                            path: string;
                                            /**
                                             * @description Where in the answer the row is, as the system made it
                                             * @default
                                             */
                                            result: string;
                                            /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                            wrap?: string;
                                        };
                                        /** @default [] */
                                        fields: {
                                            /**
                                             * @description Whether it tells rows apart, alone or with the other key fields
                                             * @default false
                                             */
                                            key: boolean;
                                            name: string;
                                            /** @default false */
                                            required: boolean;
                                            /**
                                             * @default text
                                             * @enum {string}
                                             */
                                            type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                        }[];
                                        insert?: {
                                            /** @enum {string} */
                                            method: "POST" | "PUT" | "PATCH" | "DELETE";
                                            /** @description Below the address; "{field}" stands for a value of the row */
                                            path: string;
                                            /**
                                             * @description Where in the answer the row is, as the system made it
                                             * @default
                                             */
                                            result: string;
                                            /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                            wrap?: string;
                                        };
                                        /** @description Where one row is found by its key; lets a write see what is there */
                                        item?: {
                                            /**
                                             * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                             * @default
                                             */
                                            member: string;
                                            path: string;
                                        };
                                        read?: {
                                            changes?: {
                                                field: string;
                                                /** @description The name of a query parameter */
                                                parameter: string;
                                            };
                                            /**
                                             * @description Parameters by which the system filters a field itself; all filters are carried out here as well
                                             * @default {}
                                             */
                                            filters: {
                                                [key: string]: {
                                                    /** @description The name of a query parameter */
                                                    equal?: string;
                                                    /** @description The name of a query parameter */
                                                    from?: string;
                                                    /** @description The name of a query parameter */
                                                    to?: string;
                                                };
                                            };
                                            /**
                                             * @default {
                                             *       "kind": "none"
                                             *     }
                                             */
                                            paging: {
                                                /** @enum {string} */
                                                kind: "none";
                                            } | {
                                                /** @default 1 */
                                                first: number;
                                                /** @enum {string} */
                                                kind: "page";
                                                /** @description The name of a query parameter */
                                                parameter: string;
                                                /** @default 100 */
                                                size: number;
                                                /** @description The name of a query parameter */
                                                sizeParameter?: string;
                                            } | {
                                                /** @enum {string} */
                                                kind: "offset";
                                                /** @description The name of a query parameter */
                                                parameter: string;
                                                /** @default 100 */
                                                size: number;
                                                /** @description The name of a query parameter */
                                                sizeParameter: string;
                                            } | {
                                                /** @enum {string} */
                                                kind: "cursor";
                                                /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                                member: string;
                                                /** @description The name of a query parameter */
                                                parameter: string;
                                                /** @default 100 */
                                                size: number;
                                                /** @description The name of a query parameter */
                                                sizeParameter?: string;
                                            } | {
                                                /** @enum {string} */
                                                kind: "link";
                                            } | {
                                                /** @enum {string} */
                                                kind: "next";
                                                /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                                member: string;
                                            };
                                            path: string;
                                            /** @default {} */
                                            query: {
                                                [key: string]: string;
                                            };
                                            /**
                                             * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                             * @default
                                             */
                                            rows: string;
                                        };
                                        update?: {
                                            /** @enum {string} */
                                            method: "POST" | "PUT" | "PATCH" | "DELETE";
                                            /** @description Below the address; "{field}" stands for a value of the row */
                                            path: string;
                                            /**
                                             * @description Where in the answer the row is, as the system made it
                                             * @default
                                             */
                                            result: string;
                                            /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                            wrap?: string;
                                        };
                                        upsert?: {
                                            /** @enum {string} */
                                            method: "POST" | "PUT" | "PATCH" | "DELETE";
                                            /** @description Below the address; "{field}" stands for a value of the row */
                                            path: string;
                                            /**
                                             * @description Where in the answer the row is, as the system made it
                                             * @default
                                             */
                                            result: string;
                                            /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                            wrap?: string;
                                        };
                                    };
                                };
                                /** @default 60 */
                                timeoutSeconds: number;
                            };
                            updatedAt: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putEndpointsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "kind": "postgres",
                 *         "host": "db.example.com",
                 *         "database": "dw",
                 *         "user": "rostrum"
                 *       },
                 *       "secret": "the password of that user"
                 *     }
                 */
                "application/json": {
                    secret?: string;
                    settings: {
                        /**
                         * @description Written at the start of new files; some spreadsheets want it
                         * @default false
                         */
                        byteOrderMark?: boolean;
                        /** @default , */
                        delimiter?: string;
                        /**
                         * @description Of files that are read; what is written is UTF-8 always
                         * @default utf-8
                         * @enum {string}
                         */
                        encoding?: "utf-8" | "utf-16le" | "windows-1252" | "iso-8859-1" | "iso-8859-15";
                        /**
                         * @description Puts ' before texts that a spreadsheet would run as a formula; they read back with it
                         * @default false
                         */
                        escapeFormulas?: boolean;
                        /**
                         * @description The folder, below the hub's folder for files
                         * @default
                         */
                        folder?: string;
                        /** @enum {string} */
                        kind: "csv";
                        /** @default " */
                        quote?: string;
                        /**
                         * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                         * @default {}
                         */
                        tables?: {
                            [key: string]: {
                                fields: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                            };
                        };
                    } | {
                        /**
                         * @description The folder, below the hub's folder for files
                         * @default
                         */
                        folder?: string;
                        /** @enum {string} */
                        kind: "ndjson";
                        /**
                         * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                         * @default {}
                         */
                        tables?: {
                            [key: string]: {
                                fields: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                            };
                        };
                    } | {
                        /**
                         * @description The folder, below the hub's folder for files
                         * @default
                         */
                        folder?: string;
                        /** @enum {string} */
                        kind: "excel";
                        /**
                         * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                         * @default {}
                         */
                        tables?: {
                            [key: string]: {
                                fields: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                            };
                        };
                    } | {
                        /**
                         * @description The folder, below the hub's folder for files
                         * @default
                         */
                        folder?: string;
                        /** @enum {string} */
                        kind: "parquet";
                        /**
                         * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                         * @default {}
                         */
                        tables?: {
                            [key: string]: {
                                fields: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                            };
                        };
                    } | {
                        /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                        authority?: string;
                        database: string;
                        /** @description Name or address of the database server */
                        host: string;
                        /** @enum {string} */
                        kind: "postgres";
                        /** @default 5432 */
                        port?: number;
                        /**
                         * @description The schema whose tables are named without one
                         * @default public
                         */
                        schema?: string;
                        /**
                         * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                         * @default verified
                         * @enum {string}
                         */
                        tls?: "verified" | "unverified" | "off";
                        user: string;
                    } | {
                        /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                        authority?: string;
                        database: string;
                        /** @description Name or address of the database server */
                        host: string;
                        /** @enum {string} */
                        kind: "mysql";
                        /** @default 3306 */
                        port?: number;
                        /**
                         * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                         * @default verified
                         * @enum {string}
                         */
                        tls?: "verified" | "unverified" | "off";
                        user: string;
                    } | {
                        /**
                         * Format: uri
                         * @description What all paths begin with, e.g. https://api.example.com/v1
                         */
                        address: string;
                        /**
                         * @default {
                         *       "kind": "none"
                         *     }
                         */
                        auth?: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "bearer";
                        } | {
                            /** @enum {string} */
                            kind: "basic";
                            user: string;
                        } | {
                            /** @enum {string} */
                            kind: "header";
                            name: string;
                            /** @default  */
                            prefix?: string;
                        } | {
                            audience?: string;
                            clientId: string;
                            /** @enum {string} */
                            kind: "clientCredentials";
                            scope?: string;
                            /**
                             * @default header
                             * @enum {string}
                             */
                            sentIn?: "header" | "body";
                            /** Format: uri */
                            tokenAddress: string;
                        };
                        /**
                         * @description Rows written at the same time
                         * @default 4
                         */
                        concurrency?: number;
                        /**
                         * @description Sent with each request; no secrets in here
                         * @default {}
                         */
                        headers?: {
                            [key: string]: string;
                        };
                        /** @description A header by which the system knows a repeated request, e.g. Idempotency-Key */
                        idempotencyHeader?: string;
                        /** @enum {string} */
                        kind: "http";
                        tables: {
                            [key: string]: {
                                delete?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                /** @default [] */
                                fields?: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                                insert?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                /** @description Where one row is found by its key; lets a write see what is there */
                                item?: {
                                    /**
                                     * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                     * @default
                                     */
                                    member?: string;
                                    path: string;
                                };
                                read?: {
                                    changes?: {
                                        field: string;
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                    };
                                    /**
                                     * @description Parameters by which the system filters a field itself; all filters are carried out here as well
                                     * @default {}
                                     */
                                    filters?: {
                                        [key: string]: {
                                            /** @description The name of a query parameter */
                                            equal?: string;
                                            /** @description The name of a query parameter */
                                            from?: string;
                                            /** @description The name of a query parameter */
                                            to?: string;
                                        };
                                    };
                                    /**
                                     * @default {
                                     *       "kind": "none"
                                     *     }
                                     */
                                    paging?: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @default 1 */
                                        first?: number;
                                        /** @enum {string} */
                                        kind: "page";
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "offset";
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "cursor";
                                        /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                        member: string;
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "link";
                                    } | {
                                        /** @enum {string} */
                                        kind: "next";
                                        /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                        member: string;
                                    };
                                    path: string;
                                    /** @default {} */
                                    query?: {
                                        [key: string]: string;
                                    };
                                    /**
                                     * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                     * @default
                                     */
                                    rows?: string;
                                };
                                update?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                upsert?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                            };
                        };
                        /** @default 60 */
                        timeoutSeconds?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hasSecret: boolean;
                        kind: string;
                        name: string;
                        settings: {
                            /**
                             * @description Written at the start of new files; some spreadsheets want it
                             * @default false
                             */
                            byteOrderMark: boolean;
                            /** @default , */
                            delimiter: string;
                            /**
                             * @description Of files that are read; what is written is UTF-8 always
                             * @default utf-8
                             * @enum {string}
                             */
                            encoding: "utf-8" | "utf-16le" | "windows-1252" | "iso-8859-1" | "iso-8859-15";
                            /**
                             * @description Puts ' before texts that a spreadsheet would run as a formula; they read back with it
                             * @default false
                             */
                            escapeFormulas: boolean;
                            /**
                             * @description The folder, below the hub's folder for files
                             * @default
                             */
                            folder: string;
                            /** @enum {string} */
                            kind: "csv";
                            /** @default " */
                            quote: string;
                            /**
                             * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                             * @default {}
                             */
                            tables: {
                                [key: string]: {
                                    fields: {
                                        /**
                                         * @description Whether it tells rows apart, alone or with the other key fields
                                         * @default false
                                         */
                                        key: boolean;
                                        name: string;
                                        /** @default false */
                                        required: boolean;
                                        /**
                                         * @default text
                                         * @enum {string}
                                         */
                                        type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                    }[];
                                };
                            };
                        } | {
                            /**
                             * @description The folder, below the hub's folder for files
                             * @default
                             */
                            folder: string;
                            /** @enum {string} */
                            kind: "ndjson";
                            /**
                             * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                             * @default {}
                             */
                            tables: {
                                [key: string]: {
                                    fields: {
                                        /**
                                         * @description Whether it tells rows apart, alone or with the other key fields
                                         * @default false
                                         */
                                        key: boolean;
                                        name: string;
                                        /** @default false */
                                        required: boolean;
                                        /**
                                         * @default text
                                         * @enum {string}
                                         */
                                        type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                    }[];
                                };
                            };
                        } | {
                            /**
                             * @description The folder, below the hub's folder for files
                             * @default
                             */
                            folder: string;
                            /** @enum {string} */
                            kind: "excel";
                            /**
                             * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                             * @default {}
                             */
                            tables: {
                                [key: string]: {
                                    fields: {
                                        /**
                                         * @description Whether it tells rows apart, alone or with the other key fields
                                         * @default false
                                         */
                                        key: boolean;
                                        name: string;
                                        /** @default false */
                                        required: boolean;
                                        /**
                                         * @default text
                                         * @enum {string}
                                         */
                                        type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                    }[];
                                };
                            };
                        } | {
                            /**
                             * @description The folder, below the hub's folder for files
                             * @default
                             */
                            folder: string;
                            /** @enum {string} */
                            kind: "parquet";
                            /**
                             * @description Fields of tables by the table's name, where types or keys are wanted that it does not say itself
                             * @default {}
                             */
                            tables: {
                                [key: string]: {
                                    fields: {
                                        /**
                                         * @description Whether it tells rows apart, alone or with the other key fields
                                         * @default false
                                         */
                                        key: boolean;
                                        name: string;
                                        /** @default false */
                                        required: boolean;
                                        /**
                                         * @default text
                                         * @enum {string}
                                         */
                                        type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                    }[];
                                };
                            };
                        } | {
                            /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                            authority?: string;
                            database: string;
                            /** @description Name or address of the database server */
                            host: string;
                            /** @enum {string} */
                            kind: "postgres";
                            /** @default 5432 */
                            port: number;
                            /**
                             * @description The schema whose tables are named without one
                             * @default public
                             */
                            schema: string;
                            /**
                             * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                             * @default verified
                             * @enum {string}
                             */
                            tls: "verified" | "unverified" | "off";
                            user: string;
                        } | {
                            /** @description Certificate (PEM) of the authority that signed the server's, where it is not a public one */
                            authority?: string;
                            database: string;
                            /** @description Name or address of the database server */
                            host: string;
                            /** @enum {string} */
                            kind: "mysql";
                            /** @default 3306 */
                            port: number;
                            /**
                             * @description verified: encrypted, and the server must prove who it is; unverified: encrypted only; off: for a server on this very machine
                             * @default verified
                             * @enum {string}
                             */
                            tls: "verified" | "unverified" | "off";
                            user: string;
                        } | {
                            /**
                             * Format: uri
                             * @description What all paths begin with, e.g. https://api.example.com/v1
                             */
                            address: string;
                            /**
                             * @default {
                             *       "kind": "none"
                             *     }
                             */
                            auth: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "bearer";
                            } | {
                                /** @enum {string} */
                                kind: "basic";
                                user: string;
                            } | {
                                /** @enum {string} */
                                kind: "header";
                                name: string;
                                /** @default  */
                                prefix: string;
                            } | {
                                audience?: string;
                                clientId: string;
                                /** @enum {string} */
                                kind: "clientCredentials";
                                scope?: string;
                                /**
                                 * @default header
                                 * @enum {string}
                                 */
                                sentIn: "header" | "body";
                                /** Format: uri */
                                tokenAddress: string;
                            };
                            /**
                             * @description Rows written at the same time
                             * @default 4
                             */
                            concurrency: number;
                            /**
                             * @description Sent with each request; no secrets in here
                             * @default {}
                             */
                            headers: {
                                [key: string]: string;
                            };
                            /** @description A header by which the system knows a repeated request, e.g. Idempotency-Key */
                            idempotencyHeader?: string;
                            /** @enum {string} */
                            kind: "http";
                            tables: {
                                [key: string]: {
                                    delete?: {
                                        /** @enum {string} */
                                        method: "POST" | "PUT" | "PATCH" | "DELETE";
                                        /** @description Below the address; "{field}" stands for a value of the row */
                                        path: string;
                                        /**
                                         * @description Where in the answer the row is, as the system made it
                                         * @default
                                         */
                                        result: string;
                                        /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                        wrap?: string;
                                    };
                                    /** @default [] */
                                    fields: {
                                        /**
                                         * @description Whether it tells rows apart, alone or with the other key fields
                                         * @default false
                                         */
                                        key: boolean;
                                        name: string;
                                        /** @default false */
                                        required: boolean;
                                        /**
                                         * @default text
                                         * @enum {string}
                                         */
                                        type: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                    }[];
                                    insert?: {
                                        /** @enum {string} */
                                        method: "POST" | "PUT" | "PATCH" | "DELETE";
                                        /** @description Below the address; "{field}" stands for a value of the row */
                                        path: string;
                                        /**
                                         * @description Where in the answer the row is, as the system made it
                                         * @default
                                         */
                                        result: string;
                                        /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                        wrap?: string;
                                    };
                                    /** @description Where one row is found by its key; lets a write see what is there */
                                    item?: {
                                        /**
                                         * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                         * @default
                                         */
                                        member: string;
                                        path: string;
                                    };
                                    read?: {
                                        changes?: {
                                            field: string;
                                            /** @description The name of a query parameter */
                                            parameter: string;
                                        };
                                        /**
                                         * @description Parameters by which the system filters a field itself; all filters are carried out here as well
                                         * @default {}
                                         */
                                        filters: {
                                            [key: string]: {
                                                /** @description The name of a query parameter */
                                                equal?: string;
                                                /** @description The name of a query parameter */
                                                from?: string;
                                                /** @description The name of a query parameter */
                                                to?: string;
                                            };
                                        };
                                        /**
                                         * @default {
                                         *       "kind": "none"
                                         *     }
                                         */
                                        paging: {
                                            /** @enum {string} */
                                            kind: "none";
                                        } | {
                                            /** @default 1 */
                                            first: number;
                                            /** @enum {string} */
                                            kind: "page";
                                            /** @description The name of a query parameter */
                                            parameter: string;
                                            /** @default 100 */
                                            size: number;
                                            /** @description The name of a query parameter */
                                            sizeParameter?: string;
                                        } | {
                                            /** @enum {string} */
                                            kind: "offset";
                                            /** @description The name of a query parameter */
                                            parameter: string;
                                            /** @default 100 */
                                            size: number;
                                            /** @description The name of a query parameter */
                                            sizeParameter: string;
                                        } | {
                                            /** @enum {string} */
                                            kind: "cursor";
                                            /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                            member: string;
                                            /** @description The name of a query parameter */
                                            parameter: string;
                                            /** @default 100 */
                                            size: number;
                                            /** @description The name of a query parameter */
                                            sizeParameter?: string;
                                        } | {
                                            /** @enum {string} */
                                            kind: "link";
                                        } | {
                                            /** @enum {string} */
                                            kind: "next";
                                            /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                            member: string;
                                        };
                                        path: string;
                                        /** @default {} */
                                        query: {
                                            [key: string]: string;
                                        };
                                        /**
                                         * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                         * @default
                                         */
                                        rows: string;
                                    };
                                    update?: {
                                        /** @enum {string} */
                                        method: "POST" | "PUT" | "PATCH" | "DELETE";
                                        /** @description Below the address; "{field}" stands for a value of the row */
                                        path: string;
                                        /**
                                         * @description Where in the answer the row is, as the system made it
                                         * @default
                                         */
                                        result: string;
                                        /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                        wrap?: string;
                                    };
                                    upsert?: {
                                        /** @enum {string} */
                                        method: "POST" | "PUT" | "PATCH" | "DELETE";
                                        /** @description Below the address; "{field}" stands for a value of the row */
                                        path: string;
                                        /**
                                         * @description Where in the answer the row is, as the system made it
                                         * @default
                                         */
                                        result: string;
                                        /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                        wrap?: string;
                                    };
                                };
                            };
                            /** @default 60 */
                            timeoutSeconds: number;
                        };
                        updatedAt: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteEndpointsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getEndpointsByNameFilesByFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Below the endpoint's folder: "people.csv", "2031/people.csv" */
                file: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putEndpointsByNameFilesByFile: {
        parameters: {
            query?: {
                /** @description Take the place of a file of this name */
                replace?: string;
            };
            header?: never;
            path: {
                /** @description Below the endpoint's folder: "people.csv", "2031/people.csv" */
                file: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bytes: number;
                        file: string;
                        replaced: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getEndpointsByNameTables: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tables: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getEndpointsByNameTablesByTable: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Fields by which changes can be read */
                        changedBy: string[];
                        fields: {
                            description?: string;
                            key: boolean;
                            name: string;
                            nullable: boolean;
                            /**
                             * @description Comes only when it is asked for by name, or is only written
                             * @enum {boolean}
                             */
                            plain?: false;
                            /** @description Whether an inserted row must have it */
                            required: boolean;
                            /** @description text, integer, long, decimal, number, boolean, date, dateTime, instant, json ... */
                            type: string;
                            writable: boolean;
                        }[];
                        /** @description Sets of fields that tell one row from all others */
                        keys: string[][];
                        name: string;
                        /** @description insert, update, upsert, delete */
                        operations: string[];
                        replaceable: boolean;
                        requiredFor?: {
                            [key: string]: string[];
                        };
                        resumable: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postEndpointsByNameTablesByTableSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    secret?: string;
                    settings: {
                        /**
                         * Format: uri
                         * @description What all paths begin with, e.g. https://api.example.com/v1
                         */
                        address: string;
                        /**
                         * @default {
                         *       "kind": "none"
                         *     }
                         */
                        auth?: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "bearer";
                        } | {
                            /** @enum {string} */
                            kind: "basic";
                            user: string;
                        } | {
                            /** @enum {string} */
                            kind: "header";
                            name: string;
                            /** @default  */
                            prefix?: string;
                        } | {
                            audience?: string;
                            clientId: string;
                            /** @enum {string} */
                            kind: "clientCredentials";
                            scope?: string;
                            /**
                             * @default header
                             * @enum {string}
                             */
                            sentIn?: "header" | "body";
                            /** Format: uri */
                            tokenAddress: string;
                        };
                        /**
                         * @description Rows written at the same time
                         * @default 4
                         */
                        concurrency?: number;
                        /**
                         * @description Sent with each request; no secrets in here
                         * @default {}
                         */
                        headers?: {
                            [key: string]: string;
                        };
                        /** @description A header by which the system knows a repeated request, e.g. Idempotency-Key */
                        idempotencyHeader?: string;
                        /** @enum {string} */
                        kind: "http";
                        tables: {
                            [key: string]: {
                                delete?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                /** @default [] */
                                fields?: {
                                    /**
                                     * @description Whether it tells rows apart, alone or with the other key fields
                                     * @default false
                                     */
                                    key?: boolean;
                                    name: string;
                                    /** @default false */
                                    required?: boolean;
                                    /**
                                     * @default text
                                     * @enum {string}
                                     */
                                    type?: "text" | "integer" | "long" | "decimal" | "number" | "boolean" | "date" | "time" | "dateTime" | "instant" | "json" | "bytes";
                                }[];
                                insert?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                /** @description Where one row is found by its key; lets a write see what is there */
                                item?: {
                                    /**
                                     * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                     * @default
                                     */
                                    member?: string;
                                    path: string;
                                };
                                read?: {
                                    changes?: {
                                        field: string;
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                    };
                                    /**
                                     * @description Parameters by which the system filters a field itself; all filters are carried out here as well
                                     * @default {}
                                     */
                                    filters?: {
                                        [key: string]: {
                                            /** @description The name of a query parameter */
                                            equal?: string;
                                            /** @description The name of a query parameter */
                                            from?: string;
                                            /** @description The name of a query parameter */
                                            to?: string;
                                        };
                                    };
                                    /**
                                     * @default {
                                     *       "kind": "none"
                                     *     }
                                     */
                                    paging?: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @default 1 */
                                        first?: number;
                                        /** @enum {string} */
                                        kind: "page";
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "offset";
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "cursor";
                                        /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                        member: string;
                                        /** @description The name of a query parameter */
                                        parameter: string;
                                        /** @default 100 */
                                        size?: number;
                                        /** @description The name of a query parameter */
                                        sizeParameter?: string;
                                    } | {
                                        /** @enum {string} */
                                        kind: "link";
                                    } | {
                                        /** @enum {string} */
                                        kind: "next";
                                        /** @description Where in the answer, e.g. "data.items"; "" is the answer itself */
                                        member: string;
                                    };
                                    path: string;
                                    /** @default {} */
                                    query?: {
                                        [key: string]: string;
                                    };
                                    /**
                                     * @description Where in the answer, e.g. "data.items"; "" is the answer itself
                                     * @default
                                     */
                                    rows?: string;
                                };
                                update?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                                upsert?: {
                                    /** @enum {string} */
                                    method: "POST" | "PUT" | "PATCH" | "DELETE";
                                    /** @description Below the address; "{field}" stands for a value of the row */
                                    path: string;
                                    /**
                                     * @description Where in the answer the row is, as the system made it
                                     * @default
                                     */
                                    result?: string;
                                    /** @description The member into which the row is put, e.g. "data"; none: it is the body itself */
                                    wrap?: string;
                                };
                            };
                        };
                        /** @default 60 */
                        timeoutSeconds?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What was called, with GET */
                        address: string;
                        fields: {
                            examples: string[];
                            name: string;
                            /** @description The narrowest type that all values of the page have */
                            type: string;
                        }[];
                        /** @description Where the answer has lists, e.g. "data.items" */
                        lists: string[];
                        /** @description Rows in the first page */
                        rows: number;
                        /** @description Where the answer has single values, e.g. "meta.cursor" */
                        singles: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postEndpointsByNameTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        meaning?: string;
                        message: string;
                        remedy?: string;
                        works: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getEntities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entities: {
                            description: string;
                            /** @description The fields that tell a row from all others */
                            keys: string[];
                            name: string;
                            /** @description query, create, update, upsert, delete */
                            operations: string[];
                            /** @description The entity whose keys stand in each row */
                            parent?: string;
                            product: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getEntitiesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The fields by which people know a row, for short lists */
                        brief: string[];
                        /** @description GoTo's operations */
                        calls: {
                            needs: string[];
                            operation: string;
                        }[];
                        description: string;
                        fields: {
                            choices?: string[];
                            /** @description Comes only with the by-key form: one call per row */
                            costsACall: boolean;
                            description: string;
                            name: string;
                            /** @description What a condition may use; = and != without a value (has none, has one) always can */
                            operators: string[];
                            /** @description Where the fact is from */
                            source: string;
                            /** @description key: digits as text; instant: ISO 8601 */
                            type: string;
                            unit?: string;
                        }[];
                        /** @description What can be written and is never read */
                        inputs: {
                            choices?: string[];
                            /** @description Comes only with the by-key form: one call per row */
                            costsACall: boolean;
                            description: string;
                            name: string;
                            /** @description Where the fact is from */
                            source: string;
                            /** @description key: digits as text; instant: ISO 8601 */
                            type: string;
                            unit?: string;
                        }[];
                        /** @description The fields that tell a row from all others */
                        keys: string[];
                        name: string;
                        /** @description query, create, update, upsert, delete */
                        operations: string[];
                        /** @description The entity whose keys stand in each row */
                        parent?: string;
                        product: string;
                        /** @description What from and to select; absent where they cannot be used */
                        range?: string;
                        /** @description When a row stops changing */
                        settles: string;
                        source: string;
                        writes: {
                            /** @description What a row may carry */
                            fields: string[];
                            how: string;
                            operation: string;
                            required: string[];
                            switches: {
                                description: string;
                                name: string;
                            }[];
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFailedRowsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The places of the flow that have written it, or may have; sent again, it is looked for there first */
                        begun: string[];
                        /** @description It was edited after that: what was written then may not be found by what the row says now */
                        edited: boolean;
                        failure: {
                            code: string;
                            /**
                             * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                             * @enum {string}
                             */
                            doubt?: "looked-for" | "repeated";
                            field?: string;
                            /** @description Whether the same row may well succeed later unchanged */
                            passing: boolean;
                            /** @description Each of several things that are wrong */
                            problems?: string[];
                            remedy?: string;
                            /** @description What the system said, where the flow has words of its own */
                            said?: string;
                            /** @description The flow's own words for it where it has any, else the system's */
                            words: string;
                        };
                        flow: string;
                        id: string;
                        mapped?: {
                            [key: string]: unknown;
                        };
                        place: string;
                        run?: string;
                        source: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        state: "kept" | "done" | "dropped";
                        step: string;
                        triedAt: string;
                        tries: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchFailedRowsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    state?: "kept" | "dropped";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The places of the flow that have written it, or may have; sent again, it is looked for there first */
                        begun: string[];
                        /** @description It was edited after that: what was written then may not be found by what the row says now */
                        edited: boolean;
                        failure: {
                            code: string;
                            /**
                             * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                             * @enum {string}
                             */
                            doubt?: "looked-for" | "repeated";
                            field?: string;
                            /** @description Whether the same row may well succeed later unchanged */
                            passing: boolean;
                            /** @description Each of several things that are wrong */
                            problems?: string[];
                            remedy?: string;
                            /** @description What the system said, where the flow has words of its own */
                            said?: string;
                            /** @description The flow's own words for it where it has any, else the system's */
                            words: string;
                        };
                        flow: string;
                        id: string;
                        mapped?: {
                            [key: string]: unknown;
                        };
                        place: string;
                        run?: string;
                        source: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        state: "kept" | "done" | "dropped";
                        step: string;
                        triedAt: string;
                        tries: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowRunsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowRunsByIdEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The last event that the reader has */
                "last-event-id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowRunsByIdResume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowRunsByIdStop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        flows: {
                            definition: {
                                [key: string]: unknown;
                            };
                            description?: string;
                            /** @description Off: neither its schedule nor anybody can run it */
                            enabled: boolean;
                            keptRows: number;
                            lastRun?: {
                                /** @description Rows that it kept as failed */
                                failed: number;
                                id: string;
                                requestedAt: string;
                                /** @enum {string} */
                                state: "waiting" | "running" | "stopped" | "done" | "failed";
                            };
                            /** @description Up to where changes were read; PUT /flows/NAME/mark sets it */
                            mark?: unknown;
                            name: string;
                            nextRunAt?: string;
                            /** @description Of the definition; who changes it may say that it began with this one */
                            revision: number;
                            /** @description Whether its schedule is on */
                            scheduled: boolean;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** @description Off: neither its schedule nor anybody can run it */
                        enabled: boolean;
                        keptRows: number;
                        lastRun?: {
                            /** @description Rows that it kept as failed */
                            failed: number;
                            id: string;
                            requestedAt: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "stopped" | "done" | "failed";
                        };
                        /** @description Up to where changes were read; PUT /flows/NAME/mark sets it */
                        mark?: unknown;
                        name: string;
                        nextRunAt?: string;
                        /** @description Of the definition; who changes it may say that it began with this one */
                        revision: number;
                        /** @description Whether its schedule is on */
                        scheduled: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    putFlowsByName: {
        parameters: {
            query?: {
                /** @description Why it was changed, for its revisions */
                comment?: string;
                /** @description The revision that it was begun from, 0 for a new flow: refused if there is a later one */
                revision?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        /** @description A flow; GET /flows/schema describes it */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "source": {
                 *         "endpoint": "goto",
                 *         "entity": "Attendee",
                 *         "from": "yesterday"
                 *       },
                 *       "target": {
                 *         "endpoint": "csv",
                 *         "table": "attendees.csv",
                 *         "write": "replace"
                 *       }
                 *     }
                 */
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** @description Off: neither its schedule nor anybody can run it */
                        enabled: boolean;
                        keptRows: number;
                        lastRun?: {
                            /** @description Rows that it kept as failed */
                            failed: number;
                            id: string;
                            requestedAt: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "stopped" | "done" | "failed";
                        };
                        /** @description Up to where changes were read; PUT /flows/NAME/mark sets it */
                        mark?: unknown;
                        name: string;
                        nextRunAt?: string;
                        /** @description Of the definition; who changes it may say that it began with this one */
                        revision: number;
                        /** @description Whether its schedule is on */
                        scheduled: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    deleteFlowsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameAlerts: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: {
                            /** @enum {string} */
                            channel: "email" | "webhook";
                            createdAt: string;
                            endedAt?: string;
                            id: string;
                            /** @enum {string} */
                            kind: "trouble" | "recovered";
                            lastError?: string;
                            nextTryAt?: string;
                            /** @description Addresses of people; of a webhook the host only, for its path may be a secret */
                            receiver: string;
                            /** @enum {string} */
                            state: "waiting" | "sent" | "given-up";
                            subject: string;
                            tries: number;
                        }[];
                        troubles: {
                            firstAt: string;
                            /** @enum {string} */
                            kind: "run-failed" | "sync-failed" | "connection-lost" | "rows-failed" | "not-run";
                            lastAt: string;
                            place?: string;
                            remedy?: string;
                            run?: string;
                            times: number;
                            /** @description Of those, how many people were told of */
                            told: number;
                            words: string;
                        }[];
                        /** @description Absent: all is well */
                        troubleSince?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putFlowsByNameEnabled: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        name: string;
                        nextRunAt?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameFailedRowKinds: {
        parameters: {
            query?: {
                /** @description Only those that failed in that run last */
                run?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            code: string;
                            rows: number;
                            step: string;
                            /** @description Of one of them */
                            words: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameFailedRows: {
        parameters: {
            query?: {
                after?: string;
                /** @description Only those that failed with that code */
                code?: string;
                limit?: number;
                /** @description Only those that failed in that run last */
                run?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            /** @description The places of the flow that have written it, or may have; sent again, it is looked for there first */
                            begun: string[];
                            /** @description It was edited after that: what was written then may not be found by what the row says now */
                            edited: boolean;
                            failure: {
                                code: string;
                                /**
                                 * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                                 * @enum {string}
                                 */
                                doubt?: "looked-for" | "repeated";
                                field?: string;
                                /** @description Whether the same row may well succeed later unchanged */
                                passing: boolean;
                                /** @description Each of several things that are wrong */
                                problems?: string[];
                                remedy?: string;
                                /** @description What the system said, where the flow has words of its own */
                                said?: string;
                                /** @description The flow's own words for it where it has any, else the system's */
                                words: string;
                            };
                            flow: string;
                            id: string;
                            mapped?: {
                                [key: string]: unknown;
                            };
                            place: string;
                            run?: string;
                            source: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            state: "kept" | "done" | "dropped";
                            step: string;
                            triedAt: string;
                            tries: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameFailedRowsCsv: {
        parameters: {
            query?: {
                /** @description For spreadsheet programs: marked as UTF-8, formulas disarmed */
                spreadsheet?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putFlowsByNameMark: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mark: string | number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mark?: unknown;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsByNameReprocess: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rows?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameRevisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revisions: {
                            /** @description Who kept it, as the audit log calls them */
                            author: string;
                            comment?: string;
                            createdAt: string;
                            /** @description Whether it is what the flow is now */
                            current: boolean;
                            number: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameRevisionsByNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameRevisionsByNumberDifferences: {
        parameters: {
            query?: {
                /** @description From which revision on; the one before it when left out */
                since?: number;
            };
            header?: never;
            path: {
                name: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        differences: {
                            after?: unknown;
                            before?: unknown;
                            place: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsByNameRevisionsByNumberRestore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    comment?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        number: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameRuns: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        runs: {
                            counts: {
                                /** @description Calls to GoTo */
                                calls: number;
                                deleted: number;
                                /** @description Rows that a step left out on purpose */
                                dropped: number;
                                /** @description Kept as failed rows */
                                failed: number;
                                /** @description Failed where the flow says that this does not matter */
                                ignored: number;
                                /** @description Reasons of ignored rows */
                                ignoredBecause: {
                                    [key: string]: number;
                                };
                                inserted: number;
                                /** @description Rows to change or delete that were not there */
                                missing: number;
                                /** @description Rows read from the source */
                                read: number;
                                /** @description Were there with these very values */
                                unchanged: number;
                                updated: number;
                                /** @description Accepted; the system does not say whether they were new */
                                written: number;
                                /** @description Rows written by `then` */
                                writtenBack: number;
                            };
                            /** @description The time of its schedule that began it */
                            dueAt?: string;
                            endedAt?: string;
                            error?: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            };
                            flow: string;
                            id: string;
                            /** @enum {string} */
                            kind: "run" | "reprocess";
                            /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                            missed: number;
                            /** @enum {string} */
                            reason: "schedule" | "request" | "after";
                            requestedAt: string;
                            seconds: number;
                            startedAt?: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "stopped" | "done" | "failed";
                            /** @description What a run waits for that is pinned to an agent, in words */
                            waitsFor?: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsByNameRuns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            /** @description Calls to GoTo */
                            calls: number;
                            deleted: number;
                            /** @description Rows that a step left out on purpose */
                            dropped: number;
                            /** @description Kept as failed rows */
                            failed: number;
                            /** @description Failed where the flow says that this does not matter */
                            ignored: number;
                            /** @description Reasons of ignored rows */
                            ignoredBecause: {
                                [key: string]: number;
                            };
                            inserted: number;
                            /** @description Rows to change or delete that were not there */
                            missing: number;
                            /** @description Rows read from the source */
                            read: number;
                            /** @description Were there with these very values */
                            unchanged: number;
                            updated: number;
                            /** @description Accepted; the system does not say whether they were new */
                            written: number;
                            /** @description Rows written by `then` */
                            writtenBack: number;
                        };
                        /** @description The time of its schedule that began it */
                        dueAt?: string;
                        endedAt?: string;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        flow: string;
                        id: string;
                        /** @enum {string} */
                        kind: "run" | "reprocess";
                        /** @description Further times of its schedule that it serves: no hub was on, or another run was under way */
                        missed: number;
                        /** @enum {string} */
                        reason: "schedule" | "request" | "after";
                        requestedAt: string;
                        seconds: number;
                        startedAt?: string;
                        /** @enum {string} */
                        state: "waiting" | "running" | "stopped" | "done" | "failed";
                        /** @description What a run waits for that is pinned to an agent, in words */
                        waitsFor?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsByNameRunsCsv: {
        parameters: {
            query?: {
                /** @description For spreadsheet programs: marked as UTF-8, formulas disarmed */
                spreadsheet?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/csv */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putFlowsByNameSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    on: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        definition: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** @description Off: neither its schedule nor anybody can run it */
                        enabled: boolean;
                        keptRows: number;
                        lastRun?: {
                            /** @description Rows that it kept as failed */
                            failed: number;
                            id: string;
                            requestedAt: string;
                            /** @enum {string} */
                            state: "waiting" | "running" | "stopped" | "done" | "failed";
                        };
                        /** @description Up to where changes were read; PUT /flows/NAME/mark sets it */
                        mark?: unknown;
                        name: string;
                        nextRunAt?: string;
                        /** @description Of the definition; who changes it may say that it began with this one */
                        revision: number;
                        /** @description Whether its schedule is on */
                        scheduled: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsPreview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description A flow; GET /flows/schema describes it
                     * @example {
                     *       "source": {
                     *         "endpoint": "goto",
                     *         "entity": "Attendee",
                     *         "from": "yesterday"
                     *       },
                     *       "target": {
                     *         "endpoint": "csv",
                     *         "table": "attendees.csv",
                     *         "write": "replace"
                     *       }
                     *     }
                     */
                    flow: {
                        [key: string]: unknown;
                    };
                    /** @default 20 */
                    rows?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What is wrong with the flow itself; empty: it can run */
                        problems: string[];
                        /** @description What a person should know before it runs */
                        remarks: string[];
                        rows: {
                            failure?: {
                                code: string;
                                /**
                                 * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                                 * @enum {string}
                                 */
                                doubt?: "looked-for" | "repeated";
                                field?: string;
                                /** @description Whether the same row may well succeed later unchanged */
                                passing: boolean;
                                /** @description Each of several things that are wrong */
                                problems?: string[];
                                remedy?: string;
                                /** @description What the system said, where the flow has words of its own */
                                said?: string;
                                /** @description The flow's own words for it where it has any, else the system's */
                                words: string;
                            };
                            /** @description What would go to the target */
                            mapped?: {
                                [key: string]: unknown;
                            };
                            /** @description What would come of it: dropped, failed, or what the target says */
                            outcome: string;
                            place: string;
                            remarks: string[];
                            source: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsPreviewExpressions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the values of `map`: texts are expressions */
                    expressions: {
                        [key: string]: unknown;
                    };
                    scopes: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By expression; one for each of the scopes */
                        values: {
                            [key: string]: {
                                error?: string;
                                value?: unknown;
                            }[];
                        };
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postFlowsPreviewScopes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Its source, and the steps so far */
                    flow: {
                        [key: string]: unknown;
                    };
                    /** @default 3 */
                    rows?: number;
                    /** @description Rows of the source that are known already: then it is not read again */
                    source?: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Why a row did not come so far, where one did not */
                        failure?: {
                            code: string;
                            /**
                             * @description It may have been done all the same: its answer was lost. Sent again it is looked for first, or simply done again
                             * @enum {string}
                             */
                            doubt?: "looked-for" | "repeated";
                            field?: string;
                            /** @description Whether the same row may well succeed later unchanged */
                            passing: boolean;
                            /** @description Each of several things that are wrong */
                            problems?: string[];
                            remedy?: string;
                            /** @description What the system said, where the flow has words of its own */
                            said?: string;
                            /** @description The flow's own words for it where it has any, else the system's */
                            words: string;
                        };
                        /** @description Everything that an expression may name after these steps, row by row */
                        scopes: {
                            names: {
                                [key: string]: unknown;
                            };
                            place: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            502: components["responses"]["Error502"];
            503: components["responses"]["Error503"];
        };
    };
    getFlowsSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: {
                            createdAt: string;
                            email: string;
                            expiresAt: string;
                            id: string;
                            invitedBy: string;
                            /** @enum {string} */
                            role: "administrator" | "operator" | "viewer";
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @enum {string} */
                    role: "administrator" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To be opened in a browser, once; it is not kept */
                        address: string;
                        createdAt: string;
                        email: string;
                        expiresAt: string;
                        id: string;
                        invitedBy: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteInvitationsByInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getLookupTables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lookupTables: {
                            description?: string;
                            name: string;
                            /** @description How many values it has */
                            size: number;
                            updatedAt: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getLookupTablesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What stands for each value */
                        entries: {
                            [key: string]: string;
                        };
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putLookupTablesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    entries: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What stands for each value */
                        entries: {
                            [key: string]: string;
                        };
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteLookupTablesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchLookupTablesByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default {} */
                    set?: {
                        [key: string]: string;
                    };
                    /** @default [] */
                    unset?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What stands for each value */
                        entries: {
                            [key: string]: string;
                        };
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description local: the access token of the hub's data folder
                         * @enum {string}
                         */
                        kind: "person" | "key" | "local";
                        name: string;
                        permissions: string[];
                        /** @description Oneself, or the owner of the key */
                        person: {
                            createdAt: string;
                            /** @description Since when nobody comes in as them; null: they may */
                            deactivatedAt: string | null;
                            email: string;
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "administrator" | "operator" | "viewer";
                        } | null;
                        teams: string[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Since when nobody comes in as them; null: they may */
                        deactivatedAt: string | null;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            address: string | null;
                            createdAt: string;
                            /** @description Whether this request comes from it */
                            current: boolean;
                            /** @description When it ends unless it is used */
                            expiresAt: string;
                            id: string;
                            userAgent: string | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ended: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteMeSessionsBySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            429: components["responses"]["Error429"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getOauthClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        oauthClients: {
                            apiAddress: string;
                            authenticationAddress: string;
                            /** @description The client ID at GoTo; no secret */
                            clientId: string;
                            hasSecret: boolean;
                            name: string;
                            /** @description null: the hub's own address with /connections/callback */
                            redirectAddress: string | null;
                            /** @description What GoTo allows this client per API */
                            requestsPerSecond: number;
                            scopes: string[];
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postOauthClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: https://api.getgo.com */
                    apiAddress?: string;
                    /** @description Default: https://authentication.logmeininc.com */
                    authenticationAddress?: string;
                    clientId: string;
                    /** @description Kept sealed; absent for a public client */
                    clientSecret?: string;
                    /** @description For people */
                    name?: string;
                    /** @description Default: the hub's own */
                    redirectAddress?: string;
                    /** @description Default: 10 */
                    requestsPerSecond?: number;
                    /** @description Default: identity:scim.me collab: */
                    scopes?: string[];
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiAddress: string;
                        authenticationAddress: string;
                        /** @description The client ID at GoTo; no secret */
                        clientId: string;
                        hasSecret: boolean;
                        name: string;
                        /** @description null: the hub's own address with /connections/callback */
                        redirectAddress: string | null;
                        /** @description What GoTo allows this client per API */
                        requestsPerSecond: number;
                        scopes: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteOauthClientsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchOauthClientsByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: https://api.getgo.com */
                    apiAddress?: string;
                    /** @description Default: https://authentication.logmeininc.com */
                    authenticationAddress?: string;
                    clientSecret?: string;
                    /** @description For people */
                    name?: string;
                    /** @description null: the hub's own */
                    redirectAddress?: string | null;
                    /** @description Default: 10 */
                    requestsPerSecond?: number;
                    /** @description Default: identity:scim.me collab: */
                    scopes?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiAddress: string;
                        authenticationAddress: string;
                        /** @description The client ID at GoTo; no secret */
                        clientId: string;
                        hasSecret: boolean;
                        name: string;
                        /** @description null: the hub's own address with /connections/callback */
                        redirectAddress: string | null;
                        /** @description What GoTo allows this client per API */
                        requestsPerSecond: number;
                        scopes: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            createdAt: string;
                            /** @description Since when nobody comes in as them; null: they may */
                            deactivatedAt: string | null;
                            email: string;
                            id: string;
                            name: string;
                            /** @enum {string} */
                            role: "administrator" | "operator" | "viewer";
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getPeopleByPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Since when nobody comes in as them; null: they may */
                        deactivatedAt: string | null;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deletePeopleByPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchPeopleByPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @enum {string} */
                    role?: "administrator" | "operator" | "viewer";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Since when nobody comes in as them; null: they may */
                        deactivatedAt: string | null;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postPeopleByPersonDeactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Since when nobody comes in as them; null: they may */
                        deactivatedAt: string | null;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postPeopleByPersonPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To be opened in a browser, once; it is not kept */
                        address: string;
                        expiresAt: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postPeopleByPersonReactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        /** @description Since when nobody comes in as them; null: they may */
                        deactivatedAt: string | null;
                        email: string;
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "administrator" | "operator" | "viewer";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postPersonalDataErase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description Whose data; capital letters make no difference
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What to do at GoTo, line by line */
                        atGoTo: string[];
                        erased: {
                            kind: string;
                            records: number;
                        }[];
                        /** @description What is still there, and what to do about it */
                        left: {
                            kind: string;
                            remedy: string;
                            what: string;
                            where: string;
                            why: string;
                        }[];
                        /** @description Stands in the audit log in place of the address */
                        mark: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postPersonalDataFind: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description Whose data; capital letters make no difference
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What to do at GoTo, line by line */
                        atGoTo: string[];
                        /** @description Stands in the audit log in place of the address */
                        mark: string;
                        /** @description What could not be looked into */
                        notSearched: string[];
                        records: {
                            /** @description All that is kept there of them; no secrets */
                            data: unknown;
                            kind: string;
                            what: string;
                            where: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReplicaSyncsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether everything is read, settled or not */
                        complete: boolean;
                        /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                        counts: {
                            [key: string]: {
                                changed: number;
                                gone: number;
                                new: number;
                                /** @description Read again and found to be the same */
                                same: number;
                            };
                        };
                        endedAt: string | null;
                        error: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        } | null;
                        id: string;
                        progress: {
                            /**
                             * @description Calls to GoTo so far
                             * @default 0
                             */
                            calls: number;
                            /** @description Rate of the last seconds */
                            callsPerSecond?: number;
                            /** @description What the budget allows */
                            callsPerSecondAllowed?: number;
                            /** @description Rows that could not be done */
                            failedRows?: number;
                            /** @default [] */
                            lines: {
                                /** @description What is counted, e.g. an entity's name */
                                label: string;
                                /** @description Rows so far */
                                rows: number;
                                /** @description How much of it is done, 0 to 1, when that is known */
                                share?: number;
                            }[];
                            /** @description What a person should know about a result that is whole all the same */
                            remarks?: string[];
                            /** @description Calls that had to be repeated */
                            retried?: number;
                            /** @description Estimate until the end */
                            secondsLeft?: number;
                            /** @description One sentence at the end */
                            summary?: string;
                            /** @description What it waits for, while it cannot go on */
                            trouble?: string;
                            /** @description Calls waiting for the budget */
                            waiting?: number;
                        };
                        /** @enum {string} */
                        reason: "schedule" | "request";
                        requestedAt: string;
                        /** @description From its start until its end, or until now */
                        seconds: number;
                        startedAt: string | null;
                        /**
                         * @description waiting: for a process that carries it out
                         * @enum {string}
                         */
                        state: "waiting" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReplicas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        replicas: {
                            /** @description Who hears when it is in trouble; null: nobody */
                            alerts: {
                                email?: string[];
                                /**
                                 * @description At most one message in so many hours
                                 * @default 24
                                 */
                                every: number;
                                /**
                                 * @description Minutes after which what is due and has not begun is told of
                                 * @default 30
                                 */
                                late: number;
                                /**
                                 * Format: uri
                                 * @description Gets the message as JSON, signed
                                 */
                                webhook?: string;
                            } | null;
                            /** @description Days after which everything is read again */
                            completeDays: number;
                            /** @description Alias of the connection; null: it was removed */
                            connection: string | null;
                            /** @description Host and database; null: the hub's own */
                            database: string | null;
                            /** @description The endpoint that it is copied into; null: an address, or the hub's own */
                            endpoint: string | null;
                            entities: string[];
                            /** @description The last one that read everything */
                            lastComplete: {
                                /** @description Whether everything is read, settled or not */
                                complete: boolean;
                                /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                                counts: {
                                    [key: string]: {
                                        changed: number;
                                        gone: number;
                                        new: number;
                                        /** @description Read again and found to be the same */
                                        same: number;
                                    };
                                };
                                endedAt: string | null;
                                error: {
                                    /** @description Stable name of the error, for programs */
                                    code: string;
                                    /** @description Facts for programs */
                                    details?: {
                                        [key: string]: unknown;
                                    };
                                    /** @description What it means */
                                    meaning: string;
                                    /** @description What happened */
                                    message: string;
                                    /** @description What to do */
                                    remedy: string;
                                } | null;
                                id: string;
                                progress: {
                                    /**
                                     * @description Calls to GoTo so far
                                     * @default 0
                                     */
                                    calls: number;
                                    /** @description Rate of the last seconds */
                                    callsPerSecond?: number;
                                    /** @description What the budget allows */
                                    callsPerSecondAllowed?: number;
                                    /** @description Rows that could not be done */
                                    failedRows?: number;
                                    /** @default [] */
                                    lines: {
                                        /** @description What is counted, e.g. an entity's name */
                                        label: string;
                                        /** @description Rows so far */
                                        rows: number;
                                        /** @description How much of it is done, 0 to 1, when that is known */
                                        share?: number;
                                    }[];
                                    /** @description What a person should know about a result that is whole all the same */
                                    remarks?: string[];
                                    /** @description Calls that had to be repeated */
                                    retried?: number;
                                    /** @description Estimate until the end */
                                    secondsLeft?: number;
                                    /** @description One sentence at the end */
                                    summary?: string;
                                    /** @description What it waits for, while it cannot go on */
                                    trouble?: string;
                                    /** @description Calls waiting for the budget */
                                    waiting?: number;
                                };
                                /** @enum {string} */
                                reason: "schedule" | "request";
                                requestedAt: string;
                                /** @description From its start until its end, or until now */
                                seconds: number;
                                startedAt: string | null;
                                /**
                                 * @description waiting: for a process that carries it out
                                 * @enum {string}
                                 */
                                state: "waiting" | "running" | "done" | "stopped" | "failed";
                            } | null;
                            /** @description The last one that ended */
                            lastSync: {
                                /** @description Whether everything is read, settled or not */
                                complete: boolean;
                                /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                                counts: {
                                    [key: string]: {
                                        changed: number;
                                        gone: number;
                                        new: number;
                                        /** @description Read again and found to be the same */
                                        same: number;
                                    };
                                };
                                endedAt: string | null;
                                error: {
                                    /** @description Stable name of the error, for programs */
                                    code: string;
                                    /** @description Facts for programs */
                                    details?: {
                                        [key: string]: unknown;
                                    };
                                    /** @description What it means */
                                    meaning: string;
                                    /** @description What happened */
                                    message: string;
                                    /** @description What to do */
                                    remedy: string;
                                } | null;
                                id: string;
                                progress: {
                                    /**
                                     * @description Calls to GoTo so far
                                     * @default 0
                                     */
                                    calls: number;
                                    /** @description Rate of the last seconds */
                                    callsPerSecond?: number;
                                    /** @description What the budget allows */
                                    callsPerSecondAllowed?: number;
                                    /** @description Rows that could not be done */
                                    failedRows?: number;
                                    /** @default [] */
                                    lines: {
                                        /** @description What is counted, e.g. an entity's name */
                                        label: string;
                                        /** @description Rows so far */
                                        rows: number;
                                        /** @description How much of it is done, 0 to 1, when that is known */
                                        share?: number;
                                    }[];
                                    /** @description What a person should know about a result that is whole all the same */
                                    remarks?: string[];
                                    /** @description Calls that had to be repeated */
                                    retried?: number;
                                    /** @description Estimate until the end */
                                    secondsLeft?: number;
                                    /** @description One sentence at the end */
                                    summary?: string;
                                    /** @description What it waits for, while it cannot go on */
                                    trouble?: string;
                                    /** @description Calls waiting for the budget */
                                    waiting?: number;
                                };
                                /** @enum {string} */
                                reason: "schedule" | "request";
                                requestedAt: string;
                                /** @description From its start until its end, or until now */
                                seconds: number;
                                startedAt: string | null;
                                /**
                                 * @description waiting: for a process that carries it out
                                 * @enum {string}
                                 */
                                state: "waiting" | "running" | "done" | "stopped" | "failed";
                            } | null;
                            name: string;
                            nextSyncAt: string | null;
                            /** @description When it syncs by itself; null: never */
                            schedule: ({
                                /** @description Minute hour day month weekday */
                                cron: string;
                                /**
                                 * @description Time zone, e.g. Europe/Madrid
                                 * @default UTC
                                 */
                                zone: string;
                            } | {
                                /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                                every: string;
                                /**
                                 * Format: date-time
                                 * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                                 */
                                from?: string;
                            } | {
                                /** Format: date-time */
                                once: string;
                            }) | null;
                            schema: string;
                            /** @description How it is, for people */
                            sentence: string;
                            /** @description The sync that waits or runs, in whichever process */
                            syncing: {
                                /** @description Whether everything is read, settled or not */
                                complete: boolean;
                                /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                                counts: {
                                    [key: string]: {
                                        changed: number;
                                        gone: number;
                                        new: number;
                                        /** @description Read again and found to be the same */
                                        same: number;
                                    };
                                };
                                endedAt: string | null;
                                error: {
                                    /** @description Stable name of the error, for programs */
                                    code: string;
                                    /** @description Facts for programs */
                                    details?: {
                                        [key: string]: unknown;
                                    };
                                    /** @description What it means */
                                    meaning: string;
                                    /** @description What happened */
                                    message: string;
                                    /** @description What to do */
                                    remedy: string;
                                } | null;
                                id: string;
                                progress: {
                                    /**
                                     * @description Calls to GoTo so far
                                     * @default 0
                                     */
                                    calls: number;
                                    /** @description Rate of the last seconds */
                                    callsPerSecond?: number;
                                    /** @description What the budget allows */
                                    callsPerSecondAllowed?: number;
                                    /** @description Rows that could not be done */
                                    failedRows?: number;
                                    /** @default [] */
                                    lines: {
                                        /** @description What is counted, e.g. an entity's name */
                                        label: string;
                                        /** @description Rows so far */
                                        rows: number;
                                        /** @description How much of it is done, 0 to 1, when that is known */
                                        share?: number;
                                    }[];
                                    /** @description What a person should know about a result that is whole all the same */
                                    remarks?: string[];
                                    /** @description Calls that had to be repeated */
                                    retried?: number;
                                    /** @description Estimate until the end */
                                    secondsLeft?: number;
                                    /** @description One sentence at the end */
                                    summary?: string;
                                    /** @description What it waits for, while it cannot go on */
                                    trouble?: string;
                                    /** @description Calls waiting for the budget */
                                    waiting?: number;
                                };
                                /** @enum {string} */
                                reason: "schedule" | "request";
                                requestedAt: string;
                                /** @description From its start until its end, or until now */
                                seconds: number;
                                startedAt: string | null;
                                /**
                                 * @description waiting: for a process that carries it out
                                 * @enum {string}
                                 */
                                state: "waiting" | "running" | "done" | "stopped" | "failed";
                            } | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postReplicas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who hears when a sync fails or does not begin, and when all is well again; null: nobody */
                    alerts?: {
                        email?: string[];
                        /**
                         * @description At most one message in so many hours
                         * @default 24
                         */
                        every?: number;
                        /**
                         * @description Minutes after which what is due and has not begun is told of
                         * @default 30
                         */
                        late?: number;
                        /**
                         * Format: uri
                         * @description Gets the message as JSON, signed
                         */
                        webhook?: string;
                    } | null;
                    /** @description Days after which everything is read again */
                    completeDays?: number;
                    /** @description Alias of the connection; needed when there are several */
                    connection?: string;
                    /** @description Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back */
                    database?: string | null;
                    /** @description Name of a PostgreSQL endpoint of this hub, instead of `database`: its secret is kept there */
                    endpoint?: string;
                    /** @description Names of entities, or "all" */
                    entities?: string[];
                    /** @description 1 to 40 letters, digits, underscores, hyphens; main if absent */
                    name?: string;
                    /** @description When it syncs by itself; each night if absent, null for never */
                    schedule?: ({
                        /** @description Minute hour day month weekday */
                        cron: string;
                        /**
                         * @description Time zone, e.g. Europe/Madrid
                         * @default UTC
                         */
                        zone?: string;
                    } | {
                        /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                        every: string;
                        /**
                         * Format: date-time
                         * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                         */
                        from?: string;
                    } | {
                        /** Format: date-time */
                        once: string;
                    }) | null;
                    /** @description The schema of the tables; goto if absent */
                    schema?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who hears when it is in trouble; null: nobody */
                        alerts: {
                            email?: string[];
                            /**
                             * @description At most one message in so many hours
                             * @default 24
                             */
                            every: number;
                            /**
                             * @description Minutes after which what is due and has not begun is told of
                             * @default 30
                             */
                            late: number;
                            /**
                             * Format: uri
                             * @description Gets the message as JSON, signed
                             */
                            webhook?: string;
                        } | null;
                        /** @description Days after which everything is read again */
                        completeDays: number;
                        /** @description Alias of the connection; null: it was removed */
                        connection: string | null;
                        /** @description Host and database; null: the hub's own */
                        database: string | null;
                        /** @description The endpoint that it is copied into; null: an address, or the hub's own */
                        endpoint: string | null;
                        entities: string[];
                        /** @description The last one that read everything */
                        lastComplete: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        /** @description The last one that ended */
                        lastSync: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        name: string;
                        nextSyncAt: string | null;
                        /** @description When it syncs by itself; null: never */
                        schedule: ({
                            /** @description Minute hour day month weekday */
                            cron: string;
                            /**
                             * @description Time zone, e.g. Europe/Madrid
                             * @default UTC
                             */
                            zone: string;
                        } | {
                            /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                            every: string;
                            /**
                             * Format: date-time
                             * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                             */
                            from?: string;
                        } | {
                            /** Format: date-time */
                            once: string;
                        }) | null;
                        schema: string;
                        /** @description How it is, for people */
                        sentence: string;
                        /** @description The sync that waits or runs, in whichever process */
                        syncing: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReplicasByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who hears when it is in trouble; null: nobody */
                        alerts: {
                            email?: string[];
                            /**
                             * @description At most one message in so many hours
                             * @default 24
                             */
                            every: number;
                            /**
                             * @description Minutes after which what is due and has not begun is told of
                             * @default 30
                             */
                            late: number;
                            /**
                             * Format: uri
                             * @description Gets the message as JSON, signed
                             */
                            webhook?: string;
                        } | null;
                        /** @description Days after which everything is read again */
                        completeDays: number;
                        /** @description Alias of the connection; null: it was removed */
                        connection: string | null;
                        /** @description Host and database; null: the hub's own */
                        database: string | null;
                        /** @description The endpoint that it is copied into; null: an address, or the hub's own */
                        endpoint: string | null;
                        entities: string[];
                        /** @description The last one that read everything */
                        lastComplete: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        /** @description The last one that ended */
                        lastSync: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        name: string;
                        nextSyncAt: string | null;
                        /** @description When it syncs by itself; null: never */
                        schedule: ({
                            /** @description Minute hour day month weekday */
                            cron: string;
                            /**
                             * @description Time zone, e.g. Europe/Madrid
                             * @default UTC
                             */
                            zone: string;
                        } | {
                            /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                            every: string;
                            /**
                             * Format: date-time
                             * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                             */
                            from?: string;
                        } | {
                            /** Format: date-time */
                            once: string;
                        }) | null;
                        schema: string;
                        /** @description How it is, for people */
                        sentence: string;
                        /** @description The sync that waits or runs, in whichever process */
                        syncing: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteReplicasByName: {
        parameters: {
            query?: {
                /** @description Drop the tables as well */
                drop?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing more to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchReplicasByName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who hears when a sync fails or does not begin, and when all is well again; null: nobody */
                    alerts?: {
                        email?: string[];
                        /**
                         * @description At most one message in so many hours
                         * @default 24
                         */
                        every?: number;
                        /**
                         * @description Minutes after which what is due and has not begun is told of
                         * @default 30
                         */
                        late?: number;
                        /**
                         * Format: uri
                         * @description Gets the message as JSON, signed
                         */
                        webhook?: string;
                    } | null;
                    /** @description Days after which everything is read again */
                    completeDays?: number;
                    /** @description Alias of the connection; needed when there are several */
                    connection?: string;
                    /** @description Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back */
                    database?: string | null;
                    /** @description Name of a PostgreSQL endpoint of this hub, instead of `database`: its secret is kept there */
                    endpoint?: string;
                    /** @description Names of entities, or "all" */
                    entities?: string[];
                    /** @description 1 to 40 letters, digits, underscores, hyphens; main if absent */
                    name?: string;
                    /** @description When it syncs by itself; each night if absent, null for never */
                    schedule?: ({
                        /** @description Minute hour day month weekday */
                        cron: string;
                        /**
                         * @description Time zone, e.g. Europe/Madrid
                         * @default UTC
                         */
                        zone?: string;
                    } | {
                        /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                        every: string;
                        /**
                         * Format: date-time
                         * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                         */
                        from?: string;
                    } | {
                        /** Format: date-time */
                        once: string;
                    }) | null;
                    /** @description The schema of the tables; goto if absent */
                    schema?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who hears when it is in trouble; null: nobody */
                        alerts: {
                            email?: string[];
                            /**
                             * @description At most one message in so many hours
                             * @default 24
                             */
                            every: number;
                            /**
                             * @description Minutes after which what is due and has not begun is told of
                             * @default 30
                             */
                            late: number;
                            /**
                             * Format: uri
                             * @description Gets the message as JSON, signed
                             */
                            webhook?: string;
                        } | null;
                        /** @description Days after which everything is read again */
                        completeDays: number;
                        /** @description Alias of the connection; null: it was removed */
                        connection: string | null;
                        /** @description Host and database; null: the hub's own */
                        database: string | null;
                        /** @description The endpoint that it is copied into; null: an address, or the hub's own */
                        endpoint: string | null;
                        entities: string[];
                        /** @description The last one that read everything */
                        lastComplete: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        /** @description The last one that ended */
                        lastSync: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        name: string;
                        nextSyncAt: string | null;
                        /** @description When it syncs by itself; null: never */
                        schedule: ({
                            /** @description Minute hour day month weekday */
                            cron: string;
                            /**
                             * @description Time zone, e.g. Europe/Madrid
                             * @default UTC
                             */
                            zone: string;
                        } | {
                            /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                            every: string;
                            /**
                             * Format: date-time
                             * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                             */
                            from?: string;
                        } | {
                            /** Format: date-time */
                            once: string;
                        }) | null;
                        schema: string;
                        /** @description How it is, for people */
                        sentence: string;
                        /** @description The sync that waits or runs, in whichever process */
                        syncing: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReplicasByNameAlerts: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: {
                            /** @enum {string} */
                            channel: "email" | "webhook";
                            createdAt: string;
                            endedAt?: string;
                            id: string;
                            /** @enum {string} */
                            kind: "trouble" | "recovered";
                            lastError?: string;
                            nextTryAt?: string;
                            /** @description Addresses of people; of a webhook the host only, for its path may be a secret */
                            receiver: string;
                            /** @enum {string} */
                            state: "waiting" | "sent" | "given-up";
                            subject: string;
                            tries: number;
                        }[];
                        troubles: {
                            firstAt: string;
                            /** @enum {string} */
                            kind: "run-failed" | "sync-failed" | "connection-lost" | "rows-failed" | "not-run";
                            lastAt: string;
                            place?: string;
                            remedy?: string;
                            run?: string;
                            times: number;
                            /** @description Of those, how many people were told of */
                            told: number;
                            words: string;
                        }[];
                        /** @description Absent: all is well */
                        troubleSince?: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putReplicasByNameSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: only when told */
                    schedule: ({
                        /** @description Minute hour day month weekday */
                        cron: string;
                        /**
                         * @description Time zone, e.g. Europe/Madrid
                         * @default UTC
                         */
                        zone?: string;
                    } | {
                        /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                        every: string;
                        /**
                         * Format: date-time
                         * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                         */
                        from?: string;
                    } | {
                        /** Format: date-time */
                        once: string;
                    }) | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who hears when it is in trouble; null: nobody */
                        alerts: {
                            email?: string[];
                            /**
                             * @description At most one message in so many hours
                             * @default 24
                             */
                            every: number;
                            /**
                             * @description Minutes after which what is due and has not begun is told of
                             * @default 30
                             */
                            late: number;
                            /**
                             * Format: uri
                             * @description Gets the message as JSON, signed
                             */
                            webhook?: string;
                        } | null;
                        /** @description Days after which everything is read again */
                        completeDays: number;
                        /** @description Alias of the connection; null: it was removed */
                        connection: string | null;
                        /** @description Host and database; null: the hub's own */
                        database: string | null;
                        /** @description The endpoint that it is copied into; null: an address, or the hub's own */
                        endpoint: string | null;
                        entities: string[];
                        /** @description The last one that read everything */
                        lastComplete: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        /** @description The last one that ended */
                        lastSync: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                        name: string;
                        nextSyncAt: string | null;
                        /** @description When it syncs by itself; null: never */
                        schedule: ({
                            /** @description Minute hour day month weekday */
                            cron: string;
                            /**
                             * @description Time zone, e.g. Europe/Madrid
                             * @default UTC
                             */
                            zone: string;
                        } | {
                            /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                            every: string;
                            /**
                             * Format: date-time
                             * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                             */
                            from?: string;
                        } | {
                            /** Format: date-time */
                            once: string;
                        }) | null;
                        schema: string;
                        /** @description How it is, for people */
                        sentence: string;
                        /** @description The sync that waits or runs, in whichever process */
                        syncing: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        } | null;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postReplicasByNameStop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether there was one */
                        stopped: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postReplicasByNameSync: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Read everything, also what can no longer change
                     * @default false
                     */
                    complete?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether everything is read, settled or not */
                        complete: boolean;
                        /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                        counts: {
                            [key: string]: {
                                changed: number;
                                gone: number;
                                new: number;
                                /** @description Read again and found to be the same */
                                same: number;
                            };
                        };
                        endedAt: string | null;
                        error: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        } | null;
                        id: string;
                        progress: {
                            /**
                             * @description Calls to GoTo so far
                             * @default 0
                             */
                            calls: number;
                            /** @description Rate of the last seconds */
                            callsPerSecond?: number;
                            /** @description What the budget allows */
                            callsPerSecondAllowed?: number;
                            /** @description Rows that could not be done */
                            failedRows?: number;
                            /** @default [] */
                            lines: {
                                /** @description What is counted, e.g. an entity's name */
                                label: string;
                                /** @description Rows so far */
                                rows: number;
                                /** @description How much of it is done, 0 to 1, when that is known */
                                share?: number;
                            }[];
                            /** @description What a person should know about a result that is whole all the same */
                            remarks?: string[];
                            /** @description Calls that had to be repeated */
                            retried?: number;
                            /** @description Estimate until the end */
                            secondsLeft?: number;
                            /** @description One sentence at the end */
                            summary?: string;
                            /** @description What it waits for, while it cannot go on */
                            trouble?: string;
                            /** @description Calls waiting for the budget */
                            waiting?: number;
                        };
                        /** @enum {string} */
                        reason: "schedule" | "request";
                        requestedAt: string;
                        /** @description From its start until its end, or until now */
                        seconds: number;
                        startedAt: string | null;
                        /**
                         * @description waiting: for a process that carries it out
                         * @enum {string}
                         */
                        state: "waiting" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether everything is read, settled or not */
                        complete: boolean;
                        /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                        counts: {
                            [key: string]: {
                                changed: number;
                                gone: number;
                                new: number;
                                /** @description Read again and found to be the same */
                                same: number;
                            };
                        };
                        endedAt: string | null;
                        error: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        } | null;
                        id: string;
                        progress: {
                            /**
                             * @description Calls to GoTo so far
                             * @default 0
                             */
                            calls: number;
                            /** @description Rate of the last seconds */
                            callsPerSecond?: number;
                            /** @description What the budget allows */
                            callsPerSecondAllowed?: number;
                            /** @description Rows that could not be done */
                            failedRows?: number;
                            /** @default [] */
                            lines: {
                                /** @description What is counted, e.g. an entity's name */
                                label: string;
                                /** @description Rows so far */
                                rows: number;
                                /** @description How much of it is done, 0 to 1, when that is known */
                                share?: number;
                            }[];
                            /** @description What a person should know about a result that is whole all the same */
                            remarks?: string[];
                            /** @description Calls that had to be repeated */
                            retried?: number;
                            /** @description Estimate until the end */
                            secondsLeft?: number;
                            /** @description One sentence at the end */
                            summary?: string;
                            /** @description What it waits for, while it cannot go on */
                            trouble?: string;
                            /** @description Calls waiting for the budget */
                            waiting?: number;
                        };
                        /** @enum {string} */
                        reason: "schedule" | "request";
                        requestedAt: string;
                        /** @description From its start until its end, or until now */
                        seconds: number;
                        startedAt: string | null;
                        /**
                         * @description waiting: for a process that carries it out
                         * @enum {string}
                         */
                        state: "waiting" | "running" | "done" | "stopped" | "failed";
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReplicasByNameSyncs: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        syncs: {
                            /** @description Whether everything is read, settled or not */
                            complete: boolean;
                            /** @description Rows by entity, with those of broken-off syncs that it goes on with */
                            counts: {
                                [key: string]: {
                                    changed: number;
                                    gone: number;
                                    new: number;
                                    /** @description Read again and found to be the same */
                                    same: number;
                                };
                            };
                            endedAt: string | null;
                            error: {
                                /** @description Stable name of the error, for programs */
                                code: string;
                                /** @description Facts for programs */
                                details?: {
                                    [key: string]: unknown;
                                };
                                /** @description What it means */
                                meaning: string;
                                /** @description What happened */
                                message: string;
                                /** @description What to do */
                                remedy: string;
                            } | null;
                            id: string;
                            progress: {
                                /**
                                 * @description Calls to GoTo so far
                                 * @default 0
                                 */
                                calls: number;
                                /** @description Rate of the last seconds */
                                callsPerSecond?: number;
                                /** @description What the budget allows */
                                callsPerSecondAllowed?: number;
                                /** @description Rows that could not be done */
                                failedRows?: number;
                                /** @default [] */
                                lines: {
                                    /** @description What is counted, e.g. an entity's name */
                                    label: string;
                                    /** @description Rows so far */
                                    rows: number;
                                    /** @description How much of it is done, 0 to 1, when that is known */
                                    share?: number;
                                }[];
                                /** @description What a person should know about a result that is whole all the same */
                                remarks?: string[];
                                /** @description Calls that had to be repeated */
                                retried?: number;
                                /** @description Estimate until the end */
                                secondsLeft?: number;
                                /** @description One sentence at the end */
                                summary?: string;
                                /** @description What it waits for, while it cannot go on */
                                trouble?: string;
                                /** @description Calls waiting for the budget */
                                waiting?: number;
                            };
                            /** @enum {string} */
                            reason: "schedule" | "request";
                            requestedAt: string;
                            /** @description From its start until its end, or until now */
                            seconds: number;
                            startedAt: string | null;
                            /**
                             * @description waiting: for a process that carries it out
                             * @enum {string}
                             */
                            state: "waiting" | "running" | "done" | "stopped" | "failed";
                        }[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            424: components["responses"]["Error424"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postRestore: {
        parameters: {
            query?: {
                /** @description Throw away what is in the database */
                replace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/gzip": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The key that sealed the secrets in it */
                        keyId: string;
                        /** @description Whether this hub has that key; without it no connection works */
                        keyIsHere: boolean;
                        /** @description When the backup was taken */
                        madeAt: string;
                        remarks: string[];
                        rows: number;
                        tables: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kinds: {
                            /** @description null: for ever */
                            days: number | null;
                            /** @description null: for ever */
                            defaultDays: number | null;
                            kind: string;
                            /** @description What it is, and from when the days count */
                            what: string;
                        }[];
                        /** @description null: never yet */
                        last: {
                            begunAt: string;
                            endedAt: string | null;
                            /** @description How many, by kind; kinds with none are absent */
                            removed: {
                                [key: string]: number;
                            };
                        } | null;
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putRetentionByKind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description null: for ever */
                    days: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description null: for ever */
                        days: number | null;
                        /** @description null: for ever */
                        defaultDays: number | null;
                        kind: string;
                        /** @description What it is, and from when the days count */
                        what: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postRetentionApply: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many, by kind; kinds with none are absent */
                        removed: {
                            [key: string]: number;
                        };
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getRunsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Calls to GoTo so far */
                        calls: number;
                        /** @description Rate of the last seconds */
                        callsPerSecond?: number;
                        /** @description What the budget allows */
                        callsPerSecondAllowed?: number;
                        error?: {
                            /** @description Stable name of the error, for programs */
                            code: string;
                            /** @description Facts for programs */
                            details?: {
                                [key: string]: unknown;
                            };
                            /** @description What it means */
                            meaning: string;
                            /** @description What happened */
                            message: string;
                            /** @description What to do */
                            remedy: string;
                        };
                        /** @description Rows that could not be done */
                        failedRows?: number;
                        lines: {
                            /** @description What is counted, e.g. an entity's name */
                            label: string;
                            /** @description Rows so far */
                            rows: number;
                            /** @description How much of it is done, 0 to 1, when that is known */
                            share?: number;
                        }[];
                        /** @description What a person should know about a result that is whole all the same */
                        remarks?: string[];
                        /** @description Calls that had to be repeated */
                        retried?: number;
                        /** @description Time since the start */
                        seconds: number;
                        /** @description Estimate until the end */
                        secondsLeft?: number;
                        /** @enum {string} */
                        state: "running" | "done" | "failed";
                        /** @description One sentence at the end */
                        summary?: string;
                        /** @description Calls waiting for the budget */
                        waiting?: number;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getRunsByIdEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postRunsByIdStop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether there was something to stop */
                        stopped: boolean;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postSchedulesTimes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 5 */
                    count?: number;
                    schedule: {
                        /** @description Minute hour day month weekday */
                        cron: string;
                        /**
                         * @description Time zone, e.g. Europe/Madrid
                         * @default UTC
                         */
                        zone?: string;
                    } | {
                        /** @description So much time apart, whatever the clock on the wall shows and however long a run takes */
                        every: string;
                        /**
                         * Format: date-time
                         * @description A time of them; without it they are counted from midnight UTC of 1970-01-01
                         */
                        from?: string;
                    } | {
                        /** Format: date-time */
                        once: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description None: it is never due */
                        times: string[];
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postSetupLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To be opened in a browser, once; it is not kept */
                        address: string;
                        expiresAt: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        teams: {
                            createdAt: string;
                            id: string;
                            members: {
                                email: string;
                                id: string;
                                name: string;
                            }[];
                            name: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        id: string;
                        members: {
                            email: string;
                            id: string;
                            name: string;
                        }[];
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteTeamsByTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    patchTeamsByTeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id */
                team: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        id: string;
                        members: {
                            email: string;
                            id: string;
                            name: string;
                        }[];
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    putTeamsByTeamMembersByPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
                /** @description Name or id */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        id: string;
                        members: {
                            email: string;
                            id: string;
                            name: string;
                        }[];
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    deleteTeamsByTeamMembersByPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description E-mail address or id */
                person: string;
                /** @description Name or id */
                team: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        createdAt: string;
                        id: string;
                        members: {
                            email: string;
                            id: string;
                            name: string;
                        }[];
                        name: string;
                    };
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            404: components["responses"]["Error404"];
            409: components["responses"]["Error409"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    postWorkbooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    columns: {
                        name: string;
                        /**
                         * @description dateTime: 2031-05-01T13:45:00, by the clock of whichever zone is meant
                         * @enum {string}
                         */
                        type: "text" | "integer" | "dateTime";
                    }[];
                    /** @description A value for each column */
                    rows: (string | number | null)[][];
                    /** @description The name of its one sheet */
                    sheet: string;
                };
            };
        };
        responses: {
            /** @description An .xlsx file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            400: components["responses"]["Error400"];
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            422: components["responses"]["Error422"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures of now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["Error401"];
            403: components["responses"]["Error403"];
            500: components["responses"]["Error500"];
            503: components["responses"]["Error503"];
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                    };
                };
            };
            503: components["responses"]["Error503"];
        };
    };
}
