-- CreateEnum
CREATE TYPE "Platform" AS ENUM ('shopify', 'woocommerce');

-- CreateEnum
CREATE TYPE "StoreStatus" AS ENUM ('active', 'uninstalled');

-- CreateEnum
CREATE TYPE "SyncState" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ImageJobState" AS ENUM ('queued', 'preparing', 'rendering', 'checking', 'ready', 'held', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "ProviderCallStatus" AS ENUM ('started', 'succeeded', 'failed', 'unknown');

-- CreateEnum
CREATE TYPE "ReviewState" AS ENUM ('undecided', 'approved', 'rejected');

-- CreateEnum
CREATE TYPE "PublicationState" AS ENUM ('planned', 'uploading', 'placing', 'verifying', 'published', 'reverting', 'reverted', 'failed');

-- CreateEnum
CREATE TYPE "LedgerEntryKind" AS ENUM ('grant', 'reserve', 'settle', 'refund');

-- CreateTable
CREATE TABLE "stores" (
    "id" UUID NOT NULL,
    "platform" "Platform" NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "StoreStatus" NOT NULL DEFAULT 'active',
    "is_sandbox" BOOLEAN NOT NULL DEFAULT false,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "last_synced_at" TIMESTAMPTZ(3),

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bridge_keys" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "bridge_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bridge_nonces" (
    "bridge_key_id" UUID NOT NULL,
    "nonce" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bridge_nonces_pkey" PRIMARY KEY ("bridge_key_id","nonce")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "store_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("store_id","key")
);

-- CreateTable
CREATE TABLE "catalogue_syncs" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "state" "SyncState" NOT NULL DEFAULT 'queued',
    "updated_since" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "products_seen" INTEGER NOT NULL DEFAULT 0,
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failure_kind" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "catalogue_syncs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "vendor" TEXT NOT NULL DEFAULT '',
    "product_type" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "collections" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "external_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_by_sync_id" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variants" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL,
    "media_external_id" TEXT,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_images" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "is_ours" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "product_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipes" (
    "store_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recipes_pkey" PRIMARY KEY ("store_id","hash")
);

-- CreateTable
CREATE TABLE "presets" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "brand_kits" (
    "store_id" UUID NOT NULL,
    "body" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_kits_pkey" PRIMARY KEY ("store_id")
);

-- CreateTable
CREATE TABLE "batches" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "recipe_hash" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT NOT NULL,
    "request_key" TEXT,
    "job_count" INTEGER NOT NULL,
    "price_total" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "cancelled_at" TIMESTAMPTZ(3),

    CONSTRAINT "batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image_jobs" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_image_id" UUID NOT NULL,
    "source_url" TEXT NOT NULL,
    "recipe_hash" TEXT NOT NULL,
    "state" "ImageJobState" NOT NULL DEFAULT 'queued',
    "price" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "retry_of_id" UUID,
    "dispatched_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failure_kind" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "image_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "renderer" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "failure_kind" TEXT,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_calls" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "attempt_id" UUID,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "status" "ProviderCallStatus" NOT NULL DEFAULT 'started',
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "images" INTEGER,
    "bytes_in" INTEGER,
    "bytes_out" INTEGER,
    "latency_ms" INTEGER,
    "cost" BIGINT,
    "cost_upper_bound" BIGINT NOT NULL,
    "request_id" TEXT,
    "failure_kind" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "masks" (
    "store_id" UUID NOT NULL,
    "source_hash" TEXT NOT NULL,
    "model_version" TEXT NOT NULL,
    "object_key" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "masks_pkey" PRIMARY KEY ("store_id","source_hash","model_version")
);

-- CreateTable
CREATE TABLE "assets" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_image_id" UUID NOT NULL,
    "object_key" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "source_hash" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "recipe_hash" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "fill" DOUBLE PRECISION NOT NULL,
    "background_exact" BOOLEAN,
    "mask_confidence" DOUBLE PRECISION NOT NULL,
    "doubts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "upscaled" DOUBLE PRECISION NOT NULL,
    "digital_source_type" TEXT NOT NULL,
    "provenance" JSONB NOT NULL,
    "render_ms" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "asset_id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "state" "ReviewState" NOT NULL DEFAULT 'undecided',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("asset_id")
);

-- CreateTable
CREATE TABLE "publications" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "product_external_id" TEXT NOT NULL,
    "placement" TEXT NOT NULL,
    "replaces_media_id" TEXT,
    "variant_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "alt" TEXT NOT NULL DEFAULT '',
    "state" "PublicationState" NOT NULL DEFAULT 'planned',
    "filename" TEXT NOT NULL,
    "file_id" TEXT,
    "live_url" TEXT,
    "before" JSONB,
    "after" JSONB,
    "undo_plan" JSONB,
    "left_alone" JSONB,
    "label_kept" BOOLEAN,
    "clean_up" BOOLEAN NOT NULL DEFAULT false,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failure_kind" TEXT,
    "failure_message" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "reverted_at" TIMESTAMPTZ(3),

    CONSTRAINT "publications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "job_id" UUID,
    "kind" "LedgerEntryKind" NOT NULL,
    "amount" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "platform" "Platform" NOT NULL,
    "connection" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "event_id" TEXT,
    "topic" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "triggered_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "details" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispatch_turns" (
    "store_id" UUID NOT NULL,
    "turn" BIGINT NOT NULL,

    CONSTRAINT "dispatch_turns_pkey" PRIMARY KEY ("store_id")
);

-- CreateTable
CREATE TABLE "worker_processes" (
    "id" UUID NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "stores_platform_external_id_key" ON "stores"("platform", "external_id");

-- CreateIndex
CREATE INDEX "sessions_shop_idx" ON "sessions"("shop");

-- CreateIndex
CREATE INDEX "bridge_keys_store_id_idx" ON "bridge_keys"("store_id");

-- CreateIndex
CREATE INDEX "bridge_nonces_seen_at_idx" ON "bridge_nonces"("seen_at");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");

-- CreateIndex
CREATE INDEX "catalogue_syncs_store_id_created_at_idx" ON "catalogue_syncs"("store_id", "created_at");

-- CreateIndex
CREATE INDEX "catalogue_syncs_state_lease_until_idx" ON "catalogue_syncs"("state", "lease_until");

-- CreateIndex
CREATE INDEX "products_store_id_deleted_at_id_idx" ON "products"("store_id", "deleted_at", "id");

-- CreateIndex
CREATE INDEX "products_store_id_title_id_idx" ON "products"("store_id", "title", "id");

-- CreateIndex
CREATE UNIQUE INDEX "products_store_id_external_id_key" ON "products"("store_id", "external_id");

-- CreateIndex
CREATE INDEX "variants_product_id_idx" ON "variants"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "variants_store_id_external_id_key" ON "variants"("store_id", "external_id");

-- CreateIndex
CREATE INDEX "product_images_product_id_position_idx" ON "product_images"("product_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "product_images_store_id_product_id_external_id_key" ON "product_images"("store_id", "product_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "presets_store_id_name_key" ON "presets"("store_id", "name");

-- CreateIndex
CREATE INDEX "batches_store_id_id_idx" ON "batches"("store_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "batches_store_id_request_key_key" ON "batches"("store_id", "request_key");

-- CreateIndex
CREATE UNIQUE INDEX "image_jobs_retry_of_id_key" ON "image_jobs"("retry_of_id");

-- CreateIndex
CREATE INDEX "image_jobs_store_id_batch_id_id_idx" ON "image_jobs"("store_id", "batch_id", "id");

-- CreateIndex
CREATE INDEX "image_jobs_batch_id_changed_at_idx" ON "image_jobs"("batch_id", "changed_at");

-- CreateIndex
CREATE INDEX "image_jobs_state_dispatched_at_store_id_id_idx" ON "image_jobs"("state", "dispatched_at", "store_id", "id");

-- CreateIndex
CREATE INDEX "image_jobs_state_lease_until_idx" ON "image_jobs"("state", "lease_until");

-- CreateIndex
CREATE INDEX "attempts_store_id_idx" ON "attempts"("store_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempts_job_id_number_key" ON "attempts"("job_id", "number");

-- CreateIndex
CREATE INDEX "provider_calls_store_id_started_at_idx" ON "provider_calls"("store_id", "started_at");

-- CreateIndex
CREATE INDEX "provider_calls_status_started_at_idx" ON "provider_calls"("status", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "assets_job_id_key" ON "assets"("job_id");

-- CreateIndex
CREATE INDEX "assets_store_id_id_idx" ON "assets"("store_id", "id");

-- CreateIndex
CREATE INDEX "assets_store_id_product_id_idx" ON "assets"("store_id", "product_id");

-- CreateIndex
CREATE INDEX "assets_store_id_source_hash_recipe_hash_idx" ON "assets"("store_id", "source_hash", "recipe_hash");

-- CreateIndex
CREATE INDEX "reviews_store_id_state_idx" ON "reviews"("store_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "publications_filename_key" ON "publications"("filename");

-- CreateIndex
CREATE INDEX "publications_store_id_id_idx" ON "publications"("store_id", "id");

-- CreateIndex
CREATE INDEX "publications_store_id_asset_id_idx" ON "publications"("store_id", "asset_id");

-- CreateIndex
CREATE INDEX "publications_store_id_product_id_idx" ON "publications"("store_id", "product_id");

-- CreateIndex
CREATE INDEX "publications_store_id_file_id_idx" ON "publications"("store_id", "file_id");

-- CreateIndex
CREATE INDEX "publications_state_lease_until_idx" ON "publications"("state", "lease_until");

-- CreateIndex
CREATE INDEX "ledger_entries_store_id_created_at_idx" ON "ledger_entries"("store_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entries_job_id_kind_key" ON "ledger_entries"("job_id", "kind");

-- CreateIndex
CREATE INDEX "webhook_deliveries_handled_at_received_at_idx" ON "webhook_deliveries"("handled_at", "received_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_platform_connection_delivery_id_key" ON "webhook_deliveries"("platform", "connection", "delivery_id");

-- CreateIndex
CREATE INDEX "audit_entries_store_id_at_idx" ON "audit_entries"("store_id", "at");

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_images" ADD CONSTRAINT "product_images_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_jobs" ADD CONSTRAINT "image_jobs_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "image_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------------------------------------------------
-- By hand from here: what schema.prisma cannot say. Prisma's engine sees neither CHECKs, nor triggers, nor the indexes
-- with a WHERE, so these never show as drift; tests/integration/database/constraints.test.ts holds them instead.
-- ---------------------------------------------------------------------------------------------------------------------

-- One output is published at most once at a time (invariant 1).
CREATE UNIQUE INDEX "publications_one_live_per_asset" ON "publications"("asset_id") WHERE "state" NOT IN ('failed', 'reverted');

-- A reserve is closed once: settled or refunded, never both (invariant 7).
CREATE UNIQUE INDEX "ledger_entries_one_closing_per_job" ON "ledger_entries"("job_id") WHERE "kind" IN ('settle', 'refund');

ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_amount_fits_kind" CHECK (
  CASE "kind"
    WHEN 'grant' THEN "job_id" IS NULL
    WHEN 'reserve' THEN "job_id" IS NOT NULL AND "amount" <= 0
    WHEN 'settle' THEN "job_id" IS NOT NULL AND "amount" = 0
    WHEN 'refund' THEN "job_id" IS NOT NULL AND "amount" >= 0
  END
);

-- Nothing of a product's media is changed before the snapshot that undoes it is stored (invariant 2).
ALTER TABLE "publications" ADD CONSTRAINT "publications_snapshot_before_change" CHECK (
  "state" IN ('planned', 'uploading', 'failed') OR ("before" IS NOT NULL AND jsonb_typeof("before") = 'object')
);
ALTER TABLE "publications" ADD CONSTRAINT "publications_known_placement" CHECK ("placement" IN ('append', 'main', 'replace'));
ALTER TABLE "publications" ADD CONSTRAINT "publications_replace_names_medium" CHECK (("placement" = 'replace') = ("replaces_media_id" IS NOT NULL));
ALTER TABLE "publications" ADD CONSTRAINT "publications_alt_length" CHECK (char_length("alt") <= 512);
ALTER TABLE "publications" ADD CONSTRAINT "publications_failed_says_why" CHECK ("state" <> 'failed' OR ("failure_kind" IS NOT NULL AND "failure_message" IS NOT NULL));
ALTER TABLE "publications" ADD CONSTRAINT "publications_whole_lease" CHECK (("lease_id" IS NULL) = ("lease_until" IS NULL));

ALTER TABLE "image_jobs" ADD CONSTRAINT "image_jobs_price_not_negative" CHECK ("price" >= 0);
ALTER TABLE "image_jobs" ADD CONSTRAINT "image_jobs_end_says_why" CHECK ("state" NOT IN ('failed', 'cancelled') OR ("failure_kind" IS NOT NULL AND "failure_message" IS NOT NULL));
ALTER TABLE "image_jobs" ADD CONSTRAINT "image_jobs_whole_lease" CHECK (("lease_id" IS NULL) = ("lease_until" IS NULL));
ALTER TABLE "catalogue_syncs" ADD CONSTRAINT "catalogue_syncs_whole_lease" CHECK (("lease_id" IS NULL) = ("lease_until" IS NULL));
ALTER TABLE "batches" ADD CONSTRAINT "batches_count_and_price" CHECK ("job_count" > 0 AND "price_total" >= 0);

ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_costs" CHECK (("cost" IS NULL OR "cost" >= 0) AND "cost_upper_bound" >= 0);
ALTER TABLE "provider_calls" ADD CONSTRAINT "provider_calls_success_has_cost" CHECK ("status" <> 'succeeded' OR "cost" IS NOT NULL);

ALTER TABLE "assets" ADD CONSTRAINT "assets_size" CHECK ("bytes" > 0 AND "width" > 0 AND "height" > 0);
ALTER TABLE "masks" ADD CONSTRAINT "masks_confidence" CHECK ("confidence" BETWEEN 0 AND 1);
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_decision_has_time" CHECK (("state" = 'undecided') = ("decided_at" IS NULL));
ALTER TABLE "stores" ADD CONSTRAINT "stores_uninstalled_has_time" CHECK (("status" = 'uninstalled') = ("uninstalled_at" IS NOT NULL));
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_whole_answer" CHECK (("finished_at" IS NULL) = ("status" IS NULL));
ALTER TABLE "worker_processes" ADD CONSTRAINT "worker_processes_concurrency" CHECK ("concurrency" > 0);

-- Ledger and audit log only grow. The one exception is the erasure of a whole store, which names the store for the length
-- of its transaction: SELECT set_config('softbox.erase_store', '<store id>', true).
CREATE FUNCTION "refuse_change_of_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('softbox.erase_store', true) = OLD."store_id"::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "ledger_entries_append_only" BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_append_only"();
CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_append_only"();

CREATE FUNCTION "refuse_truncate_of_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: TRUNCATE refused', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "ledger_entries_no_truncate" BEFORE TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate_of_append_only"();
CREATE TRIGGER "audit_entries_no_truncate" BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_truncate_of_append_only"();
