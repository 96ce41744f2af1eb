import type { Environment } from '../environment.ts';
import type { Storage } from '../storage/port.ts';
import { newSecret } from './people/secrets.ts';

/** A secret of this server's under a name: made once, and the same after every start on this folder. */
export async function serverSecret(storage: Storage, env: Environment, name: string): Promise<Buffer> {
  const { sql } = storage;
  const kept = async () => {
    const rows = await storage.read(
      sql.selectFrom('server_secret').select('value').where('name', '=', name).compile(),
    );
    return rows[0]?.value;
  };
  let value = await kept();
  if (value === undefined) {
    const query = sql
      .insertInto('server_secret')
      .values({ name, value: newSecret(env) })
      .onConflict((conflict) => conflict.doNothing())
      .compile();
    await storage.commit([{ query }]);
    value = await kept();
  }
  if (value === undefined) throw new Error(`the secret ${name} could not be kept`);
  return Buffer.from(value, 'base64url');
}
