-- CreateTable
CREATE TABLE "woo_connections" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "site_url" TEXT NOT NULL,
    "rest_url" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "plugin_version" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "key_id" TEXT,
    "ciphertext" BYTEA,
    "bridge_key_id" UUID,
    "webhook_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "health" JSONB NOT NULL,
    "next_check_at" TIMESTAMPTZ(3) NOT NULL,
    "whole_sync_at" TIMESTAMPTZ(3) NOT NULL,
    "last_contact_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3) NOT NULL,
    "disconnected_at" TIMESTAMPTZ(3),

    CONSTRAINT "woo_connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "woo_connects" (
    "id" UUID NOT NULL,
    "state_hash" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "site_url" TEXT NOT NULL,
    "rest_url" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    "plugin_version" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "key_id" TEXT,
    "ciphertext" BYTEA,
    "granted_at" TIMESTAMPTZ(3),
    "store_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "woo_connects_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "woo_connections_store_id_key" ON "woo_connections"("store_id");

-- CreateIndex
CREATE INDEX "woo_connections_next_check_at_idx" ON "woo_connections"("next_check_at");

-- CreateIndex
CREATE UNIQUE INDEX "woo_connects_state_hash_key" ON "woo_connects"("state_hash");

-- CreateIndex
CREATE INDEX "woo_connects_created_at_idx" ON "woo_connects"("created_at");
