import { SnackbarList } from '@wordpress/components';
import { useDispatch, useSelect } from '@wordpress/data';

interface Toast {
  readonly id: string;
  readonly type: string;
  readonly content: string;
}
interface NoticesSelect {
  getNotices(): readonly Toast[];
}
interface NoticesDispatch {
  removeNotice(id: string): void;
}

/** The messages that `toast` left. */
export function Toasts() {
  const notices = useSelect(
    (select) => (select('core/notices') as unknown as NoticesSelect).getNotices(),
    [],
  ) as readonly Toast[];
  const { removeNotice } = useDispatch('core/notices') as unknown as NoticesDispatch;
  const toasts = notices.filter((notice) => notice.type === 'snackbar');
  return <SnackbarList notices={[...toasts]} className="softbox-toasts" onRemove={removeNotice} />;
}
