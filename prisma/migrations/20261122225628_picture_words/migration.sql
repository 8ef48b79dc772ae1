-- CreateEnum
CREATE TYPE "WordsSource" AS ENUM ('model', 'person');

-- CreateEnum
CREATE TYPE "WordsRunState" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "AltChangeState" AS ENUM ('planned', 'changing', 'published', 'reverting', 'reverted', 'failed');

-- AlterTable
ALTER TABLE "publications" ADD COLUMN     "alt_translations" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "picture_words" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "alt" TEXT NOT NULL,
    "caption" TEXT NOT NULL,
    "source" "WordsSource" NOT NULL,
    "model" TEXT,
    "edited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "picture_words_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "words_runs" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "languages" TEXT[],
    "state" "WordsRunState" NOT NULL DEFAULT 'queued',
    "cursor" UUID,
    "written" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failure_kind" TEXT,
    "failure_message" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "words_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alt_changes" (
    "id" UUID NOT NULL,
    "store_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "file_id" TEXT NOT NULL,
    "alt" TEXT NOT NULL,
    "translations" JSONB NOT NULL DEFAULT '[]',
    "seen_alt" TEXT NOT NULL,
    "state" "AltChangeState" NOT NULL DEFAULT 'planned',
    "before" JSONB,
    "shown_by" TEXT[],
    "left_alone" JSONB,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "failure_kind" TEXT,
    "failure_message" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "reverted_at" TIMESTAMPTZ(3),

    CONSTRAINT "alt_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "picture_words_store_id_subject_kind_subject_id_language_ver_key" ON "picture_words"("store_id", "subject_kind", "subject_id", "language", "version");

-- CreateIndex
CREATE INDEX "words_runs_store_id_batch_id_idx" ON "words_runs"("store_id", "batch_id");

-- CreateIndex
CREATE INDEX "words_runs_state_lease_until_idx" ON "words_runs"("state", "lease_until");

-- CreateIndex
CREATE INDEX "alt_changes_store_id_id_idx" ON "alt_changes"("store_id", "id");

-- CreateIndex
CREATE INDEX "alt_changes_store_id_file_id_idx" ON "alt_changes"("store_id", "file_id");

-- CreateIndex
CREATE INDEX "alt_changes_state_lease_until_idx" ON "alt_changes"("state", "lease_until");

-- CreateIndex
CREATE INDEX "product_images_store_id_external_id_idx" ON "product_images"("store_id", "external_id");

-- A file's alt text is changed by one at a time
CREATE UNIQUE INDEX "alt_changes_one_at_work_per_file" ON "alt_changes"("store_id", "file_id") WHERE "state" IN ('planned', 'changing', 'reverting');
