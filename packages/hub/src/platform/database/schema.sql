-- What the migrations make. Never run: a test holds it against them (schema.test.ts says how it is renewed).

create table agent (
  name text not null,
  token_hash text not null,
  instance uuid,
  version text,
  endpoints jsonb default '[]'::jsonb not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  constraint agent_pkey PRIMARY KEY (name),
  constraint agent_token_hash_key UNIQUE (token_hash)
);

create table agent_test (
  agent text not null,
  endpoint text not null,
  requested_at timestamp with time zone not null,
  tested_at timestamp with time zone,
  result jsonb,
  constraint agent_test_agent_fkey FOREIGN KEY (agent) REFERENCES agent(name) ON DELETE CASCADE,
  constraint agent_test_pkey PRIMARY KEY (agent, endpoint)
);

create table alert_message (
  id uuid not null,
  flow text,
  kind text not null,
  channel text not null,
  receiver text not null,
  subject text not null,
  body text not null,
  state text not null,
  tries integer default 0 not null,
  created_at timestamp with time zone not null,
  next_try_at timestamp with time zone,
  ended_at timestamp with time zone,
  last_error text,
  replica_id uuid,
  about text generated always as (COALESCE(('flow '::text || flow), ('replica '::text || (replica_id)::text))) stored not null,
  constraint alert_message_about CHECK ((num_nonnulls(flow, replica_id) = 1)),
  constraint alert_message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'webhook'::text]))),
  constraint alert_message_kind_check CHECK ((kind = ANY (ARRAY['trouble'::text, 'recovered'::text]))),
  constraint alert_message_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'given-up'::text]))),
  constraint alert_message_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint alert_message_replica_id_fkey FOREIGN KEY (replica_id) REFERENCES replica(id) ON DELETE CASCADE,
  constraint alert_message_pkey PRIMARY KEY (id)
);
CREATE INDEX alert_message_of ON public.alert_message USING btree (about, created_at DESC);
CREATE INDEX alert_message_waiting ON public.alert_message USING btree (next_try_at) WHERE (state = 'waiting'::text);

create table api_key (
  id uuid not null,
  name text not null,
  beginning text not null,
  hash text not null,
  scopes text[] not null,
  owner_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint api_key_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_hash_key UNIQUE (hash)
);
CREATE INDEX api_key_by_owner ON public.api_key USING btree (owner_id);
CREATE UNIQUE INDEX api_key_name ON public.api_key USING btree (lower(name));

create table attempt (
  subject text not null,
  count integer not null,
  began_at timestamp with time zone not null,
  constraint attempt_pkey PRIMARY KEY (subject)
);
CREATE INDEX attempt_by_begin ON public.attempt USING btree (began_at);

create table audit_entry (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  address text,
  action text not null,
  resource_kind text not null,
  resource_id text,
  before jsonb,
  after jsonb,
  constraint audit_entry_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entry_by_resource ON public.audit_entry USING btree (resource_kind, resource_id);
CREATE INDEX audit_entry_by_time ON public.audit_entry USING btree (at);
CREATE TRIGGER audit_entry_stays BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
CREATE TRIGGER audit_entry_stays_whole BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays();

create table authorization_request (
  id uuid not null,
  state_hash text not null,
  connection_id uuid not null,
  sealed_verifier text not null,
  redirect_address text not null,
  account text,
  allow_other_owner boolean not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  sealed_grant text,
  outcome jsonb,
  begun_by jsonb not null,
  constraint authorization_request_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE,
  constraint authorization_request_pkey PRIMARY KEY (id),
  constraint authorization_request_state_hash_key UNIQUE (state_hash)
);

create table budget (
  oauth_client_id uuid not null,
  api text not null,
  state jsonb not null,
  constraint budget_oauth_client_id_fkey FOREIGN KEY (oauth_client_id) REFERENCES oauth_client(id) ON DELETE CASCADE,
  constraint budget_pkey PRIMARY KEY (oauth_client_id, api)
);

create table budget_use (
  oauth_client_id uuid not null,
  api text not null,
  minute timestamp with time zone not null,
  interactive integer not null,
  bulk integer not null,
  rate_limited integer not null,
  constraint budget_use_oauth_client_id_fkey FOREIGN KEY (oauth_client_id) REFERENCES oauth_client(id) ON DELETE CASCADE,
  constraint budget_use_pkey PRIMARY KEY (oauth_client_id, api, minute)
);

create table connection (
  id uuid not null,
  oauth_client_id uuid not null,
  name text not null,
  alias text not null,
  organizer_key text,
  account_key text,
  account_name text,
  email text,
  created_at timestamp with time zone not null,
  last_success_at timestamp with time zone,
  last_error_at timestamp with time zone,
  last_error text,
  constraint connection_alias_check CHECK ((alias ~ '^[A-Za-z0-9_]{1,25}$'::text)),
  constraint connection_name_check CHECK (((length(name) >= 1) AND (length(name) <= 25))),
  constraint connection_oauth_client_id_fkey FOREIGN KEY (oauth_client_id) REFERENCES oauth_client(id),
  constraint connection_pkey PRIMARY KEY (id),
  constraint connection_alias_key UNIQUE (alias)
);

create table endpoint (
  name text not null,
  kind text not null,
  settings jsonb not null,
  sealed_credentials text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint endpoint_pkey PRIMARY KEY (name)
);

create table failed_row (
  id bigint generated always as identity not null,
  flow text not null,
  run_id uuid,
  place text not null,
  path integer[] not null,
  identity text not null,
  source jsonb not null,
  mapped jsonb,
  step text not null,
  error jsonb not null,
  tries integer not null,
  state text not null,
  created_at timestamp with time zone not null,
  tried_at timestamp with time zone not null,
  begun text[] default '{}'::text[] not null,
  edited boolean default false not null,
  constraint failed_row_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'done'::text, 'dropped'::text]))),
  constraint failed_row_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint failed_row_run_id_fkey FOREIGN KEY (run_id) REFERENCES flow_run(id) ON DELETE SET NULL,
  constraint failed_row_pkey PRIMARY KEY (id)
);
CREATE INDEX failed_row_of_flow ON public.failed_row USING btree (flow, id) WHERE (state = 'kept'::text);
CREATE UNIQUE INDEX failed_row_once ON public.failed_row USING btree (flow, identity) WHERE (state = 'kept'::text);

create table flow (
  name text not null,
  definition json not null,
  mark jsonb,
  next_run_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  enabled boolean default true not null,
  scheduled boolean default false not null,
  constraint flow_pkey PRIMARY KEY (name)
);
CREATE INDEX flow_due ON public.flow USING btree (next_run_at) WHERE (next_run_at IS NOT NULL);

create table flow_alert (
  flow text,
  trouble_since timestamp with time zone,
  told_at timestamp with time zone,
  told text,
  replica_id uuid,
  about text generated always as (COALESCE(('flow '::text || flow), ('replica '::text || (replica_id)::text))) stored not null,
  constraint flow_alert_about CHECK ((num_nonnulls(flow, replica_id) = 1)),
  constraint flow_alert_told_check CHECK ((told = ANY (ARRAY['trouble'::text, 'recovered'::text]))),
  constraint flow_alert_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint flow_alert_replica_id_fkey FOREIGN KEY (replica_id) REFERENCES replica(id) ON DELETE CASCADE,
  constraint flow_alert_pkey PRIMARY KEY (about)
);

create table flow_revision (
  flow text not null,
  number integer not null,
  definition json not null,
  comment text,
  author text not null,
  created_at timestamp with time zone not null,
  constraint flow_revision_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint flow_revision_pkey PRIMARY KEY (flow, number)
);

create table flow_run (
  id uuid not null,
  flow text not null,
  definition jsonb not null,
  kind text not null,
  reason text not null,
  state text not null,
  attempt integer default 0 not null,
  stop_requested boolean default false not null,
  checkpoint jsonb,
  counts jsonb not null,
  row_ids bigint[],
  requested_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  error jsonb,
  due_at timestamp with time zone,
  missed integer default 0 not null,
  change bigint default 0 not null,
  total bigint,
  judged boolean default false not null,
  step integer default 0 not null,
  resumes integer default 0 not null,
  judged_failures bigint,
  constraint flow_run_kind_check CHECK ((kind = ANY (ARRAY['run'::text, 'reprocess'::text]))),
  constraint flow_run_reason_check CHECK ((reason = ANY (ARRAY['schedule'::text, 'request'::text, 'after'::text]))),
  constraint flow_run_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'stopped'::text, 'done'::text, 'failed'::text]))),
  constraint flow_run_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint flow_run_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX flow_run_alive ON public.flow_run USING btree (flow) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX flow_run_of_flow ON public.flow_run USING btree (flow, requested_at DESC);
CREATE INDEX flow_run_pinned ON public.flow_run USING btree (((definition ->> 'agent'::text))) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX flow_run_unjudged ON public.flow_run USING btree (ended_at) WHERE ((ended_at IS NOT NULL) AND (NOT judged));
CREATE TRIGGER flow_run_changes BEFORE UPDATE OF state, attempt, stop_requested, counts, total ON public.flow_run FOR EACH ROW EXECUTE FUNCTION flow_run_changes();

create table flow_trouble (
  flow text,
  kind text not null,
  likeness text not null,
  words text not null,
  remedy text,
  place text,
  run_id uuid,
  times integer not null,
  told integer default 0 not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  replica_id uuid,
  about text generated always as (COALESCE(('flow '::text || flow), ('replica '::text || (replica_id)::text))) stored not null,
  constraint flow_trouble_about CHECK ((num_nonnulls(flow, replica_id) = 1)),
  constraint flow_trouble_kind_check CHECK ((kind = ANY (ARRAY['run-failed'::text, 'sync-failed'::text, 'connection-lost'::text, 'rows-failed'::text, 'not-run'::text]))),
  constraint flow_trouble_flow_fkey FOREIGN KEY (flow) REFERENCES flow(name) ON DELETE CASCADE,
  constraint flow_trouble_replica_id_fkey FOREIGN KEY (replica_id) REFERENCES replica(id) ON DELETE CASCADE,
  constraint flow_trouble_run_id_fkey FOREIGN KEY (run_id) REFERENCES flow_run(id) ON DELETE SET NULL,
  constraint flow_trouble_pkey PRIMARY KEY (about, kind, likeness)
);

create table lookup_table (
  name text not null,
  description text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint lookup_table_pkey PRIMARY KEY (name)
);

create table lookup_value (
  lookup_table text not null,
  value text not null,
  result text not null,
  constraint lookup_value_lookup_table_fkey FOREIGN KEY (lookup_table) REFERENCES lookup_table(name) ON DELETE CASCADE,
  constraint lookup_value_pkey PRIMARY KEY (lookup_table, value)
);

create table migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table oauth_client (
  id uuid not null,
  name text not null,
  client_id text not null,
  sealed_secret text,
  api_address text not null,
  authentication_address text not null,
  redirect_address text,
  scopes text not null,
  requests_per_second integer not null,
  created_at timestamp with time zone not null,
  constraint oauth_client_requests_per_second_check CHECK ((requests_per_second > 0)),
  constraint oauth_client_pkey PRIMARY KEY (id),
  constraint oauth_client_client_id_authentication_address_key UNIQUE (client_id, authentication_address),
  constraint oauth_client_name_key UNIQUE (name)
);

create table oauth_grant (
  connection_id uuid not null,
  fence bigint default 0 not null,
  version bigint,
  sealed_tokens text,
  renewal text,
  expires_at timestamp with time zone,
  consented_at timestamp with time zone,
  refresh_token_since timestamp with time zone,
  scopes text[],
  principal text,
  dead_at timestamp with time zone,
  dead_description text,
  lease_fence bigint,
  lease_until timestamp with time zone,
  constraint oauth_grant_renewal_check CHECK ((renewal = ANY (ARRAY['refresh-token'::text, 'personal-access-token'::text]))),
  constraint oauth_grant_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE CASCADE,
  constraint oauth_grant_pkey PRIMARY KEY (connection_id)
);

create table one_time_link (
  id uuid not null,
  kind text not null,
  code_hash text not null,
  email text,
  role text,
  person_id uuid,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  constraint one_time_link_check CHECK (((kind = 'invitation'::text) = ((email IS NOT NULL) AND (role IS NOT NULL)))),
  constraint one_time_link_check1 CHECK (((kind = 'password'::text) = (person_id IS NOT NULL))),
  constraint one_time_link_kind_check CHECK ((kind = ANY (ARRAY['setup'::text, 'invitation'::text, 'password'::text]))),
  constraint one_time_link_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'operator'::text, 'viewer'::text]))),
  constraint one_time_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint one_time_link_pkey PRIMARY KEY (id),
  constraint one_time_link_code_hash_key UNIQUE (code_hash)
);

create table person (
  id uuid not null,
  email text not null,
  email_verified boolean default false not null,
  name text not null,
  role text not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deactivated_at timestamp with time zone,
  constraint person_email_check CHECK ((email = lower(email))),
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint person_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'operator'::text, 'viewer'::text]))),
  constraint person_pkey PRIMARY KEY (id),
  constraint person_email_key UNIQUE (email)
);

create table person_account (
  id uuid not null,
  account_id text not null,
  provider_id text not null,
  person_id uuid not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint person_account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_account_pkey PRIMARY KEY (id),
  constraint person_account_provider_id_account_id_key UNIQUE (provider_id, account_id)
);
CREATE INDEX person_account_by_person ON public.person_account USING btree (person_id);

create table person_session (
  id uuid not null,
  token text not null,
  person_id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  address text,
  user_agent text,
  constraint person_session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_session_pkey PRIMARY KEY (id),
  constraint person_session_token_key UNIQUE (token)
);
CREATE INDEX person_session_by_person ON public.person_session USING btree (person_id);

create table person_verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint person_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX person_verification_by_identifier ON public.person_verification USING btree (identifier);

create table replica (
  id uuid not null,
  name text not null,
  connection_id uuid,
  sealed_address text,
  place text,
  target_schema text not null,
  entities text[] not null,
  complete_days integer not null,
  created_at timestamp with time zone not null,
  schedule jsonb,
  next_sync_at timestamp with time zone,
  alerts jsonb,
  endpoint text,
  constraint replica_complete_days_check CHECK ((complete_days > 0)),
  constraint replica_name_check CHECK ((name ~ '^[A-Za-z0-9_-]{1,40}$'::text)),
  constraint replica_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES connection(id) ON DELETE SET NULL,
  constraint replica_pkey PRIMARY KEY (id),
  constraint replica_name_key UNIQUE (name)
);
CREATE INDEX replica_due ON public.replica USING btree (next_sync_at) WHERE (next_sync_at IS NOT NULL);

create table replica_sync (
  id uuid not null,
  replica_id uuid not null,
  reason text not null,
  complete boolean not null,
  state text not null,
  attempt integer default 0 not null,
  stop_requested boolean default false not null,
  requested_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  heard_at timestamp with time zone,
  sent_at timestamp with time zone default now() not null,
  progress jsonb default '{}'::jsonb not null,
  counts jsonb default '{}'::jsonb not null,
  error jsonb,
  judged boolean default false not null,
  constraint replica_sync_reason_check CHECK ((reason = ANY (ARRAY['schedule'::text, 'request'::text]))),
  constraint replica_sync_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text]))),
  constraint replica_sync_replica_id_fkey FOREIGN KEY (replica_id) REFERENCES replica(id) ON DELETE CASCADE,
  constraint replica_sync_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX replica_sync_alive ON public.replica_sync USING btree (replica_id) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX replica_sync_of_replica ON public.replica_sync USING btree (replica_id, requested_at DESC);
CREATE INDEX replica_sync_unjudged ON public.replica_sync USING btree (ended_at) WHERE ((ended_at IS NOT NULL) AND (NOT judged));

create table retention (
  kind text not null,
  days integer,
  constraint retention_days_check CHECK ((days > 0)),
  constraint retention_pkey PRIMARY KEY (kind)
);

create table retention_run (
  only_row boolean default true not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  removed jsonb,
  constraint retention_run_only_row_check CHECK (only_row),
  constraint retention_run_pkey PRIMARY KEY (only_row)
);

create table team (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint team_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint team_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX team_name ON public.team USING btree (lower(name));

create table team_member (
  team_id uuid not null,
  person_id uuid not null,
  constraint team_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id) ON DELETE CASCADE,
  constraint team_member_pkey PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_by_person ON public.team_member USING btree (person_id);

create table webhook_secret (
  only_one boolean default true not null,
  sealed text not null,
  sealed_former text,
  former_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_secret_only_one_check CHECK (only_one),
  constraint webhook_secret_pkey PRIMARY KEY (only_one)
);

CREATE OR REPLACE FUNCTION public.audit_entry_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  purpose text := coalesce(current_setting('rostrum.audit_entry', true), '');
begin
  if tg_op = 'UPDATE' and purpose = 'erase' then
    if (new.id, new.at, new.actor_kind, new.action, new.resource_kind)
       is not distinct from (old.id, old.at, old.actor_kind, old.action, old.resource_kind) then
      return new;
    end if;
  elsif tg_op = 'DELETE' and purpose = 'forget' then
    return old;
  end if;
  raise exception 'the audit log only grows: entries are neither changed nor removed';
end
$function$;

CREATE OR REPLACE FUNCTION public.flow_run_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.change := old.change + 1;
  return new;
end
$function$;
