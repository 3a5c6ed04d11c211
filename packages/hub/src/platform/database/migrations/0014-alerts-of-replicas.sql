-- Alerts speak of replicas as they do of flows.

alter table replica
  -- whom to tell, and how often; null: nobody
  add column alerts jsonb;
alter table replica_sync
  -- whether its end was looked at for alerts
  add column judged boolean not null default false;
update replica_sync set judged = true where state in ('done', 'stopped', 'failed');
create index replica_sync_unjudged on replica_sync (ended_at) where ended_at is not null and not judged;

-- Each row is about a flow or a replica; "about" names it, whichever it is. The tables are still called by what came first.
alter table flow_alert
  drop constraint flow_alert_pkey,
  alter column flow drop not null,
  add column replica_id uuid references replica (id) on delete cascade,
  add column about text generated always as (coalesce('flow ' || flow, 'replica ' || replica_id::text)) stored,
  add constraint flow_alert_about check (num_nonnulls(flow, replica_id) = 1),
  add primary key (about);

alter table flow_trouble
  drop constraint flow_trouble_pkey,
  drop constraint flow_trouble_kind_check,
  alter column flow drop not null,
  add column replica_id uuid references replica (id) on delete cascade,
  add column about text generated always as (coalesce('flow ' || flow, 'replica ' || replica_id::text)) stored,
  add constraint flow_trouble_about check (num_nonnulls(flow, replica_id) = 1),
  add constraint flow_trouble_kind_check
    check (kind in ('run-failed', 'sync-failed', 'connection-lost', 'rows-failed', 'not-run')),
  add primary key (about, kind, likeness);

drop index alert_message_of_flow;
alter table alert_message
  alter column flow drop not null,
  add column replica_id uuid references replica (id) on delete cascade,
  add column about text not null generated always as (coalesce('flow ' || flow, 'replica ' || replica_id::text)) stored,
  add constraint alert_message_about check (num_nonnulls(flow, replica_id) = 1);
create index alert_message_of on alert_message (about, created_at desc);
