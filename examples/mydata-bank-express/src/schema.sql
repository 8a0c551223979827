-- Wire dates and times are Korean local time.
set timezone = 'Asia/Seoul';

drop schema public cascade;
create schema public;

-- MyData operators as the portal (종합포털) distributes them.
create table clients (
  client_id                 text primary key,
  client_secret_hash        bytea not null,
  name                      text not null,
  certificate_serial_number text not null,
  addresses                 text[] not null,
  callbacks                 text[] not null,
  scheduled_from_hour       integer not null,
  scheduled_to_hour         integer not null,
  daily_request_limit       integer not null
);

create table client_blocks (
  client_id     text not null references clients,
  blocked_until timestamptz not null,
  reason        text not null
);

create table request_counts (
  client_id text not null references clients,
  day       date not null,
  requests  integer not null,
  primary key (client_id, day)
);

create table maintenance (
  begins_at timestamptz not null,
  ends_at   timestamptz not null,
  work      text not null
);

create table customers (
  customer_id   integer primary key,
  ci            text not null unique,
  name          text not null,
  birth_date    date not null,
  registered_on date not null
);

-- What a customer answered in the bank's app. No foreign key to customers: the record of a consent stays
-- when the customer leaves the bank.
create table consents (
  consent_id     integer primary key,
  customer_id    integer not null,
  client_id      text not null references clients,
  approved       boolean not null,
  scope          text not null,
  is_scheduled   boolean not null,
  fnd_cycle      text,
  add_cycle      text,
  end_date       date not null,
  purpose        text not null,
  covers_memo    boolean not null,
  answered_at    timestamptz not null
);

create table accounts (
  account_num         text primary key,
  customer_id         integer not null references customers,
  prod_name           text not null,
  account_type        text not null, -- Annex 3: 1… deposits, 3… loans
  account_status      text not null,
  is_foreign_deposit  boolean,
  is_minus            boolean,
  currency_code       text not null,
  saving_method       text not null,
  issue_date          date not null,
  exp_date            date,
  commit_amt          numeric(18, 3),
  monthly_paid_in_amt numeric(18, 3),
  closed_on           date,
  changed_at          timestamptz not null
);

create table consent_accounts (
  consent_id  integer not null references consents,
  account_num text not null references accounts,
  primary key (consent_id, account_num)
);

-- Copied from the core banking system every few minutes.
create table balances (
  account_num       text primary key references accounts,
  balance_amt       numeric(18, 3) not null,
  withdrawable_amt  numeric(18, 3) not null,
  offered_rate      numeric(7, 5) not null,
  last_paid_in_cnt  integer
);

create table transactions (
  account_num text not null references accounts,
  trans_no    integer not null,
  traded_at   timestamptz not null,
  trans_type  text not null,
  trans_class text not null,
  trans_amt   numeric(18, 3) not null,
  balance_amt numeric(18, 3) not null,
  paid_in_cnt integer,
  trans_memo  text,
  primary key (account_num, trans_no)
);

create table authorization_codes (
  code_hash    bytea primary key,
  client_id    text not null references clients,
  consent_id   integer not null references consents,
  redirect_uri text not null,
  expires_at   timestamptz not null,
  used_at      timestamptz
);

create table tokens (
  access_token_hash  bytea primary key,
  refresh_token_hash bytea not null unique,
  client_id          text not null references clients,
  consent_id         integer not null references consents,
  scope              text not null,
  expires_at         timestamptz not null,
  refresh_expires_at timestamptz not null,
  revoked_at         timestamptz
);
