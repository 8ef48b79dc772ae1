import { textField } from '#sandbox/http/form.ts';
import { isAppInstalled, storePath } from './context.ts';
import { parseFault } from './pages/faults.ts';
import { type FormAction, seeOther } from './product-actions.ts';

export const installApp: FormAction = async (view) => {
  if (!isAppInstalled(view)) await view.sandbox.install(view.shop.record.domain);
  return seeOther(storePath(view, 'installation'), 'installed');
};

export const uninstallApp: FormAction = async (view) => {
  if (isAppInstalled(view)) await view.sandbox.uninstall(view.shop.record.domain);
  return seeOther(storePath(view, 'installation'), 'uninstalled');
};

const complianceTopics = ['shop/redact', 'customers/redact', 'customers/data_request'] as const;

export const sendCompliance: FormAction = async (view, form) => {
  const topic = complianceTopics.find((name) => name === textField(form, 'topic'));
  if (!topic) return seeOther(storePath(view, 'installation'), 'refused');
  await view.sandbox.sendCompliance(view.shop.record.domain, topic);
  return seeOther(storePath(view, 'installation'), 'compliance-sent');
};

export const armFault: FormAction = async (view, form) => {
  const fault = parseFault(view.shop.record.domain, (name) => textField(form, name));
  if (!fault) return seeOther(storePath(view, 'faults'), 'bad-fault');
  view.sandbox.faults.add(fault);
  return seeOther(storePath(view, 'faults'), 'fault-added');
};

export const clearFaults: FormAction = async (view) => {
  view.sandbox.faults.clear();
  return seeOther(storePath(view, 'faults'), 'faults-cleared');
};
