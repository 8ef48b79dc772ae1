// PHP as WebAssembly, from npm: for machines that have another version of PHP, or none.
import { loadPHPRuntime, PHP } from '@php-wasm/universal';

/** `loaded`: one of the packages @php-wasm/node-*. A program that ended badly needs a new one. */
export const startPhp = async (loaded) =>
  new PHP(await loadPHPRuntime(await loaded.getPHPLoaderModule(), {}));
