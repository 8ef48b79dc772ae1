-- Unlogged: every request of the job API writes here, and after a crash of the server the allowances may be whole again.
-- CreateTable
CREATE UNLOGGED TABLE "rate_allowances" (
    "key" TEXT NOT NULL,
    "full_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "rate_allowances_pkey" PRIMARY KEY ("key")
);
