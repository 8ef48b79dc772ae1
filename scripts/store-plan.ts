/** `npm run store:plan -- list | show | set …`: what each store gets of credit (scripts/operator/store-plan-command.ts). */
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { BadEnvironment } from '#app/env.server.ts';
import { makeManagePlans } from '#app/use-cases/manage-plans.ts';
import { openData } from './operator/open-data.ts';
import { runStorePlanCommand } from './operator/store-plan-command.ts';

const run = async () => {
  const data = await openData(process.env);
  try {
    const { repositories } = data;
    return await runStorePlanCommand(process.argv.slice(2), {
      plans: makeManagePlans({ ...repositories, clock: systemClock, newId }),
      stores: repositories.stores,
    });
  } finally {
    await data.close();
  }
};

try {
  const { exitCode, text } = await run();
  (exitCode === 0 ? console.log : console.error)(text);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
