import { StandaloneServices } from 'monaco-editor/editor/standalone/browser/standaloneServices';
import { IStorageService } from 'monaco-editor/platform/storage/common/storage';

const KEY = 'expandSuggestionDocs';
/** `StorageScope.PROFILE`, `StorageTarget.USER` */
const PROFILE = 0;
const USER = 0;

/**
 * Shows the documentation beside a list of completions from the first time on. Monaco starts with it closed, and a
 * newcomer does not know that Ctrl+Space opens it; there is no option for it but this memory.
 */
export function openSuggestionDetails(): void {
  StandaloneServices.get(IStorageService).store(KEY, true, PROFILE, USER);
}
