-- The tables of the examples, in one Postgres database that is an endpoint by two names, "crm" and "warehouse".
create table campaigns (
  id           text primary key,
  name         text not null,
  webinar_key  text not null
);
create table campaign_members (
  id           bigint generated always as identity primary key,
  campaign_id  text not null references campaigns (id),
  first_name   text not null,
  last_name    text,
  email        text not null,
  company      text,
  department   text,
  status       text not null,
  join_url     text
);
create table webinar (
  webinar_key  text primary key,
  subject      text not null,
  starts       timestamptz,
  time_zone    text
);
create table registrant (
  webinar_key       text not null,
  registrant_key    text not null,
  first_name        text,
  last_name         text,
  email             text,
  status            text,
  registration_date timestamptz,
  primary key (webinar_key, registrant_key)
);
create table session (
  session_key  text primary key,
  webinar_key  text not null,
  started      timestamptz,
  ended        timestamptz
);
create table attendee (
  session_key     text not null,
  registrant_key  text not null,
  webinar_key     text not null,
  email           text,
  seconds         integer,
  primary key (session_key, registrant_key)
);
create table poll_answer (
  session_key     text not null,
  registrant_key  text not null,
  question        text not null,
  answer          text,
  primary key (session_key, registrant_key, question)
);
