/**
 * For tests: rows as a hub has them, by the migration that made their tables. Whoever writes a migration that adds or changes
 * tables adds rows here, so that the next one is tried on a database with data in it.
 */
export const earlierRows: Readonly<Record<number, string>> = {
  1: `
    insert into oauth_client (id, name, client_id, sealed_secret, api_address, authentication_address, scopes,
                              requests_per_second, created_at)
      values ('00000000-0000-4000-8000-000000000001', 'Client', 'abc', 'v1.x', 'https://api', 'https://auth', 'a b', 10,
              '2031-01-01T00:00:00Z');
    insert into connection (id, oauth_client_id, name, alias, email, created_at)
      values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'Main', 'main',
              'owner@acme.example', '2031-01-01T00:00:00Z');
    insert into oauth_grant (connection_id, fence, version, sealed_tokens, renewal, scopes)
      values ('00000000-0000-4000-8000-000000000002', 3, 3, 'v1.y', 'refresh-token', '{a,b}');
    insert into budget values ('00000000-0000-4000-8000-000000000001', 'webinar', '{"guard":1}')`,
  2: `
    insert into person (id, email, name, role, created_at, updated_at)
      values ('00000000-0000-4000-8000-000000000003', 'ana@acme.example', 'Ana', 'administrator', now(), now());
    insert into person_session (id, token, person_id, expires_at, created_at, updated_at)
      values ('00000000-0000-4000-8000-000000000004', 't', '00000000-0000-4000-8000-000000000003', now(), now(), now());
    insert into person_account (id, account_id, provider_id, person_id, password, created_at, updated_at)
      values ('00000000-0000-4000-8000-000000000005', 'x', 'credential', '00000000-0000-4000-8000-000000000003', 'hash', now(), now());
    insert into team values ('00000000-0000-4000-8000-000000000006', 'Team', now());
    insert into team_member values ('00000000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000003');
    insert into api_key (id, name, beginning, hash, scopes, owner_id, created_at, expires_at)
      values ('00000000-0000-4000-8000-000000000007', 'key', 'rostrum_ab', 'h', '{entities:read}',
              '00000000-0000-4000-8000-000000000003', now(), now());
    insert into one_time_link (id, kind, code_hash, email, role, created_at, created_by, expires_at)
      values ('00000000-0000-4000-8000-000000000008', 'invitation', 'c', 'new@acme.example', 'viewer', now(), 'ana', now());
    insert into audit_entry (at, actor_kind, actor_name, action, resource_kind, before, after)
      values (now(), 'person', 'ana@acme.example', 'person.edit', 'person', '{"role":"viewer"}', '{"role":"operator"}')`,
  3: `
    insert into endpoint values ('crm', 'postgres', '{"kind":"postgres"}', 'v1.z', now(), now());
    insert into flow (name, definition, created_at, updated_at) values ('copy', '{"flow":"copy"}', now(), now());
    insert into flow_run (id, flow, definition, kind, reason, state, counts, row_ids, requested_at)
      values ('00000000-0000-4000-8000-000000000009', 'copy', '{}', 'run', 'request', 'running', '{"read":1}', '{1,2}', now());
    insert into failed_row (flow, run_id, place, path, identity, source, mapped, step, error, tries, state, created_at, tried_at)
      values ('copy', '00000000-0000-4000-8000-000000000009', 'row 1', '{0,1}', 'i', '{"a":1}', null, 'target', '{}', 1, 'kept', now(), now())`,
  4: `
    insert into replica (id, name, connection_id, target_schema, entities, complete_days, created_at)
      values ('00000000-0000-4000-8000-000000000010', 'main', '00000000-0000-4000-8000-000000000002', 'goto', '{Webinar}', 7, now())`,
  5: `
    insert into flow_revision values ('copy', 2, '{"flow":"copy"}', 'a comment', 'ana@acme.example', now());
    insert into lookup_table values ('countries', null, now(), now());
    insert into lookup_value values ('countries', 'ES', 'Spain')`,
  6: `
    insert into flow_alert values ('copy', now(), now(), 'trouble');
    insert into flow_trouble values ('copy', 'rows-failed', 'l', 'words', null, 'row 1', null, 2, 1, now(), now());
    insert into alert_message (id, flow, kind, channel, receiver, subject, body, state, created_at)
      values ('00000000-0000-4000-8000-000000000011', 'copy', 'trouble', 'email', 'ops@acme.example', 's', 'b', 'waiting', now());
    insert into webhook_secret (sealed, created_at) values ('v1.w', now())`,
  7: `
    update replica set schedule = '{"cron":"15 3 * * *"}', next_sync_at = now();
    insert into replica_sync (id, replica_id, reason, complete, state, requested_at)
      values ('00000000-0000-4000-8000-000000000012', '00000000-0000-4000-8000-000000000010', 'schedule', true, 'running', now())`,
  8: "insert into retention values ('audit', 30)",
  9: `
    insert into agent (name, token_hash, created_at) values ('inside', 'h', now());
    insert into agent_test (agent, endpoint, requested_at) values ('inside', 'crm', now())`,
  10: "update flow_run set resumes = 2",
  11: "insert into budget_use values ('00000000-0000-4000-8000-000000000001', 'webinar', now(), 1, 2, 0)",
  13: "update failed_row set begun = '{steps.1}', edited = true",
  14: `
    update replica set alerts = '{"email":["ops@acme.example"],"every":24,"late":30}';
    insert into flow_alert (replica_id, trouble_since) values ('00000000-0000-4000-8000-000000000010', now())`,
  15: "update replica set endpoint = 'crm'; update person set deactivated_at = now()",
  18: "update flow_run set judged = true, judged_failures = 3",
};
