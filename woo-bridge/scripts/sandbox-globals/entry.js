// What a WordPress site has as `wp.*` for the plugin's scripts, for a site that is no WordPress: the stand-in of the tests and
// the demo. On a real site these come with WordPress itself.
import apiFetch from '@wordpress/api-fetch';
import * as components from '@wordpress/components';
import * as data from '@wordpress/data';
import * as element from '@wordpress/element';
import * as i18n from '@wordpress/i18n';
import { store as notices } from '@wordpress/notices';

window.wp = { apiFetch, components, data, element, i18n, notices };
