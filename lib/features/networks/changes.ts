import type { Change } from '../../core/change'
import { removeNetwork } from './changes-remove'
import { connectContainer, disconnectContainer } from './connect'
import { createNetwork } from './create'
import { recreateNetwork } from './recreate'

/** What can be done to networks. */
export const networkChanges: readonly Change<unknown>[] = [createNetwork, removeNetwork, recreateNetwork, connectContainer, disconnectContainer]
