import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { BrandCard } from './brand-card.tsx';
import { BudgetCard } from './budget-card.tsx';
import { GateCard } from './gate-card.tsx';
import { loadSettings } from './load-settings.ts';
import { saveSettings } from './save-settings.ts';
import { type FieldErrors, type FieldName, type SettingsValues, withUsualGate } from './settings-form.ts';
import { UsageCard } from './usage-card.tsx';

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { store } = await context.container.shopify.authenticateAdmin(request);
  return loadSettings(context.container, store.id);
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { store, actor } = await context.container.shopify.authenticateAdmin(request);
  const form = await request.formData();
  return saveSettings(
    context.container.useCases,
    { storeId: store.id, actor },
    String(form.get('values') ?? ''),
  );
};

const NO_ERRORS: FieldErrors = {};
const same = (one: SettingsValues, other: SettingsValues): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The form: what is saved, what is typed over it, and how saving went. */
const useSettings = (saved: SettingsValues) => {
  const fetcher = useFetcher<typeof action>();
  const shopify = useAppBridge();
  const [draft, setDraft] = useState<SettingsValues | null>(null);
  const [errors, setErrors] = useState<FieldErrors>(NO_ERRORS);
  const { data } = fetcher;
  // the answer of an outside system: what it kept is no draft any more, what it refused stays as it was typed
  useEffect(() => {
    if (!data) return;
    setErrors(data.errors);
    if (!data.saved) return;
    setDraft(null);
    shopify.toast.show('Settings saved');
  }, [data, shopify]);
  const values = draft ?? saved;
  return {
    values,
    errors,
    isChanged: !same(values, saved),
    isSaving: fetcher.state !== 'idle',
    problem: data?.problem ?? null,
    change: setDraft,
    type: (field: FieldName, text: string) =>
      setDraft({ ...values, texts: { ...values.texts, [field]: text } }),
    save: () => fetcher.submit({ values: JSON.stringify(values) }, { method: 'post' }),
    discard: () => {
      setDraft(null);
      setErrors(NO_ERRORS);
    },
  };
};

export default function SettingsScreen() {
  const loaded = useLoaderData<typeof loader>();
  const { values, errors, ...form } = useSettings(loaded.values);
  const wrong = Object.values(errors);
  return (
    <Page title="Settings">
      <SaveBar id="settings" open={form.isChanged}>
        {/* buttons of the Admin's own bar: App Bridge reads their words and state */}
        <button type="button" variant="primary" onClick={form.save} loading={form.isSaving ? '' : undefined}>
          Save
        </button>
        <button type="button" onClick={form.discard}>
          Discard
        </button>
      </SaveBar>
      <BlockStack gap="400">
        {form.problem || wrong.length > 0 ? (
          <Banner tone="critical" title="Nothing was saved">
            {form.problem ? <p>{form.problem}</p> : null}
            {wrong.map((words) => (
              <p key={words}>{words}</p>
            ))}
          </Banner>
        ) : null}
        <UsageCard usage={loaded.usage} />
        <BudgetCard texts={values.texts} errors={errors} left={loaded.left} onChange={form.type} />
        <BrandCard texts={values.texts} errors={errors} onChange={form.type} />
        <GateCard
          values={values}
          errors={errors}
          isUsual={same(values, withUsualGate(values, loaded.usual))}
          onChange={form.type}
          onModelMayClear={(modelMayClear) => form.change({ ...values, modelMayClear })}
          onReset={() => form.change(withUsualGate(values, loaded.usual))}
        />
      </BlockStack>
    </Page>
  );
}
