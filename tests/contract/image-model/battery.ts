import { expect, it } from 'vitest';
import { imageModel } from '#app/domain/providers/model-facts.ts';
import type { ImageModel, ImageRequest } from '#app/ports/image-model.ts';
import type { ProviderReply } from '#app/ports/provider-reply.ts';
import { callOptions, platePrompt, rowArrived } from '#tests/support/provider-stand-ins.ts';

/** An image model as the suite finds it. */
export interface ContractImageModel {
  readonly model: ImageModel;
  /** Models to be asked, each for its first aspect and smallest size. */
  readonly names: readonly string[];
  /** Requests the provider got so far. */
  readonly requests: () => number;
}

export const plateRequest = (model: string, more: Partial<ImageRequest> = {}): ImageRequest => ({
  model,
  prompt: platePrompt(),
  references: [],
  aspect: '1:1',
  size: '1K',
  seed: null,
  count: 1,
  ...more,
});

export const made = <T>(reply: ProviderReply<T>): Extract<ProviderReply<T>, { status: 'succeeded' }> => {
  if (reply.status === 'succeeded') return reply;
  throw new Error(
    `${reply.status}: ${reply.failure.kind}: ${reply.failure.message} ${JSON.stringify(reply.failure.details)}`,
  );
};

/** What every image model must do for the studio, whoever makes it. */
export const imageModelBattery = (open: () => ContractImageModel): void => {
  it('makes the picture asked for, and tells what was counted, by whom and under which id', async () => {
    const { model, names } = open();
    for (const name of names) {
      const size = model.capabilities(name)?.sizes[0] ?? '1K';
      const reply = made(await model.make(plateRequest(name, { size, aspect: '4:5' }), callOptions()));
      const { bytes, width, height, contentType } = reply.value;
      expect(Math.abs(width / height / 0.8 - 1)).toBeLessThan(0.04);
      expect(bytes.byteLength).toBeGreaterThan(1_000);
      expect(model.capabilities(name)?.formats).toContain(contentType);
      expect(reply.usage).toMatchObject({ images: 1 });
      expect(reply.usage.inputTokens).toBeGreaterThan(0);
      expect(reply.usage.outputImageTokens).toBeGreaterThan(0);
      expect(reply.requestId).not.toBeNull();
      expect(reply.modelVersion).toBe(name);
      expect(reply.bytesOut).toBeGreaterThan(100);
      expect(reply.bytesIn).toBeGreaterThan(bytes.byteLength);
    }
  });

  it('refuses by its name what the model cannot do, and sends nothing', async () => {
    const { model, names, requests } = open();
    const [name = ''] = names;
    const before = requests();
    const product = { role: 'product', bytes: new Uint8Array(10), contentType: 'image/jpeg' } as const;
    const most = imageModel(model.provider, name)?.maxReferences ?? 0;
    const impossible: [Partial<ImageRequest>, string][] = [
      [{ model: 'no-such-model' }, 'model'],
      [{ seed: 7 }, 'seed'],
      [{ references: Array.from({ length: most + 1 }, () => product) }, 'references'],
      [{ prompt: { ...platePrompt(), task: 'redraw', product: null, corrections: [] } }, 'references'],
    ];
    for (const [more, field] of impossible) {
      const reply = await model.make(plateRequest(name, more), callOptions());
      expect(reply).toMatchObject({
        status: 'failed',
        failure: { kind: 'unsupported-option', field },
        usage: null,
        bytesOut: 0,
      });
    }
    expect(requests()).toBe(before);
  });

  it('sends nothing when it is stopped before', async () => {
    const { model, names, requests } = open();
    const before = requests();
    const reply = await model.make(
      plateRequest(names[0] ?? ''),
      callOptions({ signal: AbortSignal.abort() }),
    );
    expect(reply).toMatchObject({ status: 'failed', failure: { kind: 'cancelled' }, bytesOut: 0 });
    expect(requests()).toBe(before);
  });

  it('says of a call that was stopped on its way that it may have been made', async () => {
    const { model, names, requests } = open();
    const before = requests();
    const stop = new AbortController();
    const going = model.make(plateRequest(names[0] ?? ''), callOptions({ signal: stop.signal }));
    setTimeout(() => stop.abort(), 60);
    expect(await going).toMatchObject({ status: 'unknown', failure: { kind: 'provider-reply-lost' } });
    await rowArrived(requests, before);
  });

  it('shows the wording that it sends', () => {
    const { model } = open();
    const wording = model.wording(platePrompt());
    expect(wording).toContain('a bright kitchen');
    expect(wording).toContain('an oak table');
  });
};
