/** Made from the hub's OpenAPI by test/api-types.test.ts. */
export interface paths {
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Make an API key; its text is in this answer and never again
     * @description Needs the permission keys:write.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @default 365 */
            expiresInDays?: number;
            name: string;
            scopes: (
              | "status:read"
              | "connections:read"
              | "connections:write"
              | "connections:send"
              | "entities:read"
              | "entities:write"
              | "endpoints:read"
              | "endpoints:write"
              | "flows:read"
              | "flows:write"
              | "flows:run"
              | "replicas:read"
              | "replicas:write"
              | "people:read"
              | "people:write"
              | "keys:read"
              | "keys:write"
              | "keys:all"
              | "audit:read"
            )[];
          };
        };
      };
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
                  kind: "person" | "key" | "local" | "link" | "hub";
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
                /** @description Per API, as seen by this process since its start */
                budgets: {
                  [key: string]: {
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Add a connection; with a personal access token it is finished at once
     * @description Needs the permission connections:write.
     */
    post: {
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
            oauthClient:
              | string
              | {
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
        /** @description Default Response */
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
              /** @description Per API, as seen by this process since its start */
              budgets: {
                [key: string]: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
              /** @description Per API, as seen by this process since its start */
              budgets: {
                [key: string]: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
    /**
     * Remove a connection, and revoke its consent at GoTo if that is possible
     * @description Needs the permission connections:write.
     */
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    /**
     * Change name or alias; what uses the connection does not notice
     * @description Needs the permission connections:write.
     */
    patch: {
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
        /** @description Default Response */
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
              /** @description Per API, as seen by this process since its start */
              budgets: {
                [key: string]: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json":
              | {
                  /** @enum {string} */
                  state: "waiting";
                }
              | {
                  alias: string;
                  /** @enum {string} */
                  state: "done";
                }
              | {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
              /** @description Per API, as seen by this process since its start */
              budgets: {
                [key: string]: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
                settings:
                  | {
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
                            type:
                              | "text"
                              | "integer"
                              | "long"
                              | "decimal"
                              | "number"
                              | "boolean"
                              | "date"
                              | "time"
                              | "dateTime"
                              | "instant"
                              | "json"
                              | "bytes";
                          }[];
                        };
                      };
                    }
                  | {
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
                            type:
                              | "text"
                              | "integer"
                              | "long"
                              | "decimal"
                              | "number"
                              | "boolean"
                              | "date"
                              | "time"
                              | "dateTime"
                              | "instant"
                              | "json"
                              | "bytes";
                          }[];
                        };
                      };
                    }
                  | {
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
                            type:
                              | "text"
                              | "integer"
                              | "long"
                              | "decimal"
                              | "number"
                              | "boolean"
                              | "date"
                              | "time"
                              | "dateTime"
                              | "instant"
                              | "json"
                              | "bytes";
                          }[];
                        };
                      };
                    }
                  | {
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
                            type:
                              | "text"
                              | "integer"
                              | "long"
                              | "decimal"
                              | "number"
                              | "boolean"
                              | "date"
                              | "time"
                              | "dateTime"
                              | "instant"
                              | "json"
                              | "bytes";
                          }[];
                        };
                      };
                    }
                  | {
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
                    }
                  | {
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
                    }
                  | {
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
                      auth:
                        | {
                            /** @enum {string} */
                            kind: "none";
                          }
                        | {
                            /** @enum {string} */
                            kind: "bearer";
                          }
                        | {
                            /** @enum {string} */
                            kind: "basic";
                            user: string;
                          }
                        | {
                            /** @enum {string} */
                            kind: "header";
                            name: string;
                            /** @default  */
                            prefix: string;
                          }
                        | {
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
                            type:
                              | "text"
                              | "integer"
                              | "long"
                              | "decimal"
                              | "number"
                              | "boolean"
                              | "date"
                              | "time"
                              | "dateTime"
                              | "instant"
                              | "json"
                              | "bytes";
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
                            paging:
                              | {
                                  /** @enum {string} */
                                  kind: "none";
                                }
                              | {
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
                                }
                              | {
                                  /** @enum {string} */
                                  kind: "offset";
                                  /** @description The name of a query parameter */
                                  parameter: string;
                                  /** @default 100 */
                                  size: number;
                                  /** @description The name of a query parameter */
                                  sizeParameter: string;
                                }
                              | {
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
                                }
                              | {
                                  /** @enum {string} */
                                  kind: "link";
                                }
                              | {
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    put: {
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
            secret?: string;
            settings:
              | {
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
                        type?:
                          | "text"
                          | "integer"
                          | "long"
                          | "decimal"
                          | "number"
                          | "boolean"
                          | "date"
                          | "time"
                          | "dateTime"
                          | "instant"
                          | "json"
                          | "bytes";
                      }[];
                    };
                  };
                }
              | {
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
                        type?:
                          | "text"
                          | "integer"
                          | "long"
                          | "decimal"
                          | "number"
                          | "boolean"
                          | "date"
                          | "time"
                          | "dateTime"
                          | "instant"
                          | "json"
                          | "bytes";
                      }[];
                    };
                  };
                }
              | {
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
                        type?:
                          | "text"
                          | "integer"
                          | "long"
                          | "decimal"
                          | "number"
                          | "boolean"
                          | "date"
                          | "time"
                          | "dateTime"
                          | "instant"
                          | "json"
                          | "bytes";
                      }[];
                    };
                  };
                }
              | {
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
                        type?:
                          | "text"
                          | "integer"
                          | "long"
                          | "decimal"
                          | "number"
                          | "boolean"
                          | "date"
                          | "time"
                          | "dateTime"
                          | "instant"
                          | "json"
                          | "bytes";
                      }[];
                    };
                  };
                }
              | {
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
                }
              | {
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
                }
              | {
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
                  auth?:
                    | {
                        /** @enum {string} */
                        kind: "none";
                      }
                    | {
                        /** @enum {string} */
                        kind: "bearer";
                      }
                    | {
                        /** @enum {string} */
                        kind: "basic";
                        user: string;
                      }
                    | {
                        /** @enum {string} */
                        kind: "header";
                        name: string;
                        /** @default  */
                        prefix?: string;
                      }
                    | {
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
                        type?:
                          | "text"
                          | "integer"
                          | "long"
                          | "decimal"
                          | "number"
                          | "boolean"
                          | "date"
                          | "time"
                          | "dateTime"
                          | "instant"
                          | "json"
                          | "bytes";
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
                        paging?:
                          | {
                              /** @enum {string} */
                              kind: "none";
                            }
                          | {
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
                            }
                          | {
                              /** @enum {string} */
                              kind: "offset";
                              /** @description The name of a query parameter */
                              parameter: string;
                              /** @default 100 */
                              size?: number;
                              /** @description The name of a query parameter */
                              sizeParameter: string;
                            }
                          | {
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
                            }
                          | {
                              /** @enum {string} */
                              kind: "link";
                            }
                          | {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              hasSecret: boolean;
              kind: string;
              name: string;
              settings:
                | {
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
                          type:
                            | "text"
                            | "integer"
                            | "long"
                            | "decimal"
                            | "number"
                            | "boolean"
                            | "date"
                            | "time"
                            | "dateTime"
                            | "instant"
                            | "json"
                            | "bytes";
                        }[];
                      };
                    };
                  }
                | {
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
                          type:
                            | "text"
                            | "integer"
                            | "long"
                            | "decimal"
                            | "number"
                            | "boolean"
                            | "date"
                            | "time"
                            | "dateTime"
                            | "instant"
                            | "json"
                            | "bytes";
                        }[];
                      };
                    };
                  }
                | {
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
                          type:
                            | "text"
                            | "integer"
                            | "long"
                            | "decimal"
                            | "number"
                            | "boolean"
                            | "date"
                            | "time"
                            | "dateTime"
                            | "instant"
                            | "json"
                            | "bytes";
                        }[];
                      };
                    };
                  }
                | {
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
                          type:
                            | "text"
                            | "integer"
                            | "long"
                            | "decimal"
                            | "number"
                            | "boolean"
                            | "date"
                            | "time"
                            | "dateTime"
                            | "instant"
                            | "json"
                            | "bytes";
                        }[];
                      };
                    };
                  }
                | {
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
                  }
                | {
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
                  }
                | {
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
                    auth:
                      | {
                          /** @enum {string} */
                          kind: "none";
                        }
                      | {
                          /** @enum {string} */
                          kind: "bearer";
                        }
                      | {
                          /** @enum {string} */
                          kind: "basic";
                          user: string;
                        }
                      | {
                          /** @enum {string} */
                          kind: "header";
                          name: string;
                          /** @default  */
                          prefix: string;
                        }
                      | {
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
                          type:
                            | "text"
                            | "integer"
                            | "long"
                            | "decimal"
                            | "number"
                            | "boolean"
                            | "date"
                            | "time"
                            | "dateTime"
                            | "instant"
                            | "json"
                            | "bytes";
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
                          paging:
                            | {
                                /** @enum {string} */
                                kind: "none";
                              }
                            | {
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
                              }
                            | {
                                /** @enum {string} */
                                kind: "offset";
                                /** @description The name of a query parameter */
                                parameter: string;
                                /** @default 100 */
                                size: number;
                                /** @description The name of a query parameter */
                                sizeParameter: string;
                              }
                            | {
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
                              }
                            | {
                                /** @enum {string} */
                                kind: "link";
                              }
                            | {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    post?: never;
    /**
     * Remove an endpoint
     * @description Needs the permission endpoints:write.
     */
    delete: {
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
        /** @description Default Response */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
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
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
                product: string;
              }[];
            };
          };
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get?: never;
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Mend a failed row's source data, or give it up
     * @description Needs the permission flows:run.
     */
    patch: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              failure: {
                code: string;
                field?: string;
                /** @description Whether the same row may well succeed later unchanged */
                passing: boolean;
                remedy?: string;
                /** @description The system's own words where it has any */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
                keptRows: number;
                lastRun?: {
                  id: string;
                  requestedAt: string;
                  /** @enum {string} */
                  state: "waiting" | "running" | "stopped" | "done" | "failed";
                };
                name: string;
                nextRunAt?: string;
              }[];
            };
          };
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
              keptRows: number;
              lastRun?: {
                id: string;
                requestedAt: string;
                /** @enum {string} */
                state: "waiting" | "running" | "stopped" | "done" | "failed";
              };
              name: string;
              nextRunAt?: string;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    /**
     * Keep a flow
     * @description Needs the permission flows:write.
     */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          name: string;
        };
        cookie?: never;
      };
      /** @description A flow; GET /flows/schema describes it */
      requestBody: {
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
      responses: {
        /** @description Default Response */
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
              keptRows: number;
              lastRun?: {
                id: string;
                requestedAt: string;
                /** @enum {string} */
                state: "waiting" | "running" | "stopped" | "done" | "failed";
              };
              name: string;
              nextRunAt?: string;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    post?: never;
    /**
     * Remove a flow with its history and failed rows
     * @description Needs the permission flows:write.
     */
    delete: {
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
        /** @description Default Response */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: {
          after?: string;
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              rows: {
                failure: {
                  code: string;
                  field?: string;
                  /** @description Whether the same row may well succeed later unchanged */
                  passing: boolean;
                  remedy?: string;
                  /** @description The system's own words where it has any */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
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
    post: {
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
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
                /** @enum {string} */
                reason: "schedule" | "request";
                requestedAt: string;
                seconds: number;
                startedAt?: string;
                /** @enum {string} */
                state: "waiting" | "running" | "stopped" | "done" | "failed";
              }[];
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Run a flow; a run that is under way already is given instead of a second one
     * @description Needs the permission flows:run.
     */
    post: {
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
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
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
              /** @enum {string} */
              reason: "schedule" | "request";
              requestedAt: string;
              seconds: number;
              startedAt?: string;
              /** @enum {string} */
              state: "waiting" | "running" | "stopped" | "done" | "failed";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    put: {
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
        /** @description Default Response */
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
              keptRows: number;
              lastRun?: {
                id: string;
                requestedAt: string;
                /** @enum {string} */
                state: "waiting" | "running" | "stopped" | "done" | "failed";
              };
              name: string;
              nextRunAt?: string;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @description A flow; GET /flows/schema describes it */
            flow: {
              [key: string]: unknown;
            };
            /** @default 20 */
            rows?: number;
          };
        };
      };
      responses: {
        /** @description Default Response */
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
                  field?: string;
                  /** @description Whether the same row may well succeed later unchanged */
                  passing: boolean;
                  remedy?: string;
                  /** @description The system's own words where it has any */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        502: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Invite a person; an earlier invitation of the same address ends
     * @description Needs the permission people:write.
     */
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
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
    post: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
    /**
     * Sign out everywhere but here
     * @description For everybody who is known.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Write an application down that is registered at GoTo; known ones get the new secret
     * @description Needs the permission connections:write.
     */
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    /**
     * Change an OAuth client, for instance its secret
     * @description Needs the permission connections:write.
     */
    patch: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              people: {
                createdAt: string;
                email: string;
                id: string;
                name: string;
                /** @enum {string} */
                role: "administrator" | "operator" | "viewer";
              }[];
            };
          };
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              createdAt: string;
              email: string;
              id: string;
              name: string;
              /** @enum {string} */
              role: "administrator" | "operator" | "viewer";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
    /**
     * Remove a person, with their sessions and API keys
     * @description Needs the permission people:write.
     */
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    /**
     * Change name or role; the new role counts from the next request
     * @description Needs the permission people:write.
     */
    patch: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              createdAt: string;
              email: string;
              id: string;
              name: string;
              /** @enum {string} */
              role: "administrator" | "operator" | "viewer";
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              replicas: {
                /** @description Days after which everything is read again */
                completeDays: number;
                /** @description Alias of the connection; null: it was removed */
                connection: string | null;
                /** @description Host and database; null: the hub's own */
                database: string | null;
                entities: string[];
                lastComplete: {
                  begun: string;
                  calls: number;
                  /** @description Whether everything was to be read, settled or not */
                  complete: boolean;
                  /** @description By entity */
                  counts: {
                    [key: string]: {
                      changed: number;
                      gone: number;
                      new: number;
                      /** @description Read again and found to be the same */
                      same: number;
                    };
                  };
                  ended: string | null;
                  id: string;
                  /** @enum {string} */
                  state: "running" | "done" | "stopped" | "failed";
                } | null;
                lastRun: {
                  begun: string;
                  calls: number;
                  /** @description Whether everything was to be read, settled or not */
                  complete: boolean;
                  /** @description By entity */
                  counts: {
                    [key: string]: {
                      changed: number;
                      gone: number;
                      new: number;
                      /** @description Read again and found to be the same */
                      same: number;
                    };
                  };
                  ended: string | null;
                  id: string;
                  /** @enum {string} */
                  state: "running" | "done" | "stopped" | "failed";
                } | null;
                name: string;
                schema: string;
                /** @description How it is, for people */
                sentence: string;
                syncing: boolean;
              }[];
            };
          };
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Add a replica: choose what to copy and where to; nothing is read yet
     * @description Needs the permission replicas:write.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": {
            /** @description Days after which everything is read again */
            completeDays?: number;
            /** @description Alias of the connection; needed when there are several */
            connection?: string;
            /** @description Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back */
            database?: string | null;
            /** @description Names of entities, or "all" */
            entities?: string[];
            /** @description 1 to 40 letters, digits, underscores, hyphens; main if absent */
            name?: string;
            /** @description The schema of the tables; goto if absent */
            schema?: string;
          };
        };
      };
      responses: {
        /** @description Default Response */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              /** @description Days after which everything is read again */
              completeDays: number;
              /** @description Alias of the connection; null: it was removed */
              connection: string | null;
              /** @description Host and database; null: the hub's own */
              database: string | null;
              entities: string[];
              lastComplete: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              lastRun: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              name: string;
              schema: string;
              /** @description How it is, for people */
              sentence: string;
              syncing: boolean;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              /** @description Days after which everything is read again */
              completeDays: number;
              /** @description Alias of the connection; null: it was removed */
              connection: string | null;
              /** @description Host and database; null: the hub's own */
              database: string | null;
              entities: string[];
              lastComplete: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              lastRun: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              name: string;
              schema: string;
              /** @description How it is, for people */
              sentence: string;
              syncing: boolean;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
    /**
     * Remove a replica; its tables stay unless they are to be dropped
     * @description Needs the permission replicas:write.
     */
    delete: {
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
        /** @description Default Response */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    /**
     * Change what is copied, where to, or the name; what was copied stays
     * @description Needs the permission replicas:write.
     */
    patch: {
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
            /** @description Days after which everything is read again */
            completeDays?: number;
            connection?: string;
            /** @description Address of a Postgres, postgres://user:password@host/database; null: the hub's own. Never read back */
            database?: string | null;
            /** @description Names of entities, or "all" */
            entities?: string[];
            name?: string;
            /** @description The schema of the tables; goto if absent */
            schema?: string;
          };
        };
      };
      responses: {
        /** @description Default Response */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              /** @description Days after which everything is read again */
              completeDays: number;
              /** @description Alias of the connection; null: it was removed */
              connection: string | null;
              /** @description Host and database; null: the hub's own */
              database: string | null;
              entities: string[];
              lastComplete: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              lastRun: {
                begun: string;
                calls: number;
                /** @description Whether everything was to be read, settled or not */
                complete: boolean;
                /** @description By entity */
                counts: {
                  [key: string]: {
                    changed: number;
                    gone: number;
                    new: number;
                    /** @description Read again and found to be the same */
                    same: number;
                  };
                };
                ended: string | null;
                id: string;
                /** @enum {string} */
                state: "running" | "done" | "stopped" | "failed";
              } | null;
              name: string;
              schema: string;
              /** @description How it is, for people */
              sentence: string;
              syncing: boolean;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
     * Stop the sync that is under way; the next one goes on from there
     * @description Needs the permission replicas:write.
     */
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
     * Start a sync; it goes on when the caller leaves
     * @description GET /runs/ID tells how far it is and how it ended. The id is that of the header rostrum-run, or a new one. Needs the permission replicas:write.
     */
    post: {
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
        /** @description Default Response */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              run: string;
            };
          };
        };
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        424: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    post?: never;
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
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Default Response */
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
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    put?: never;
    /**
     * Create a team
     * @description Needs the permission people:write.
     */
    post: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    delete: {
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    /**
     * Rename a team
     * @description Needs the permission people:write.
     */
    patch: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
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
    put: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    post?: never;
    /**
     * Take a person out of a team
     * @description Needs the permission people:write.
     */
    delete: {
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
        /** @description Default Response */
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
        /** @description Default Response */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
        /** @description Default Response */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
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
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: never;
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
