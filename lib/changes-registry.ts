import type { Change } from './core/change'
import { addAddress, removeAddress } from './features/addresses/changes'
import { attachPort, createBridge, detachPort, removeBridge } from './features/bridges/changes'
import { addNdppdRule, removeNdppdRule, setNdppdService } from './features/ndppd/changes'
import { configureEngine, writeEngineFile } from './features/engine/changes'
import { createContainer } from './features/containers/create'
import { setLateRule } from './features/containers/late-rule'
import { startContainer, stopContainer } from './features/containers/power'
import { publishPorts, unpublishPorts } from './features/containers/publish'
import { forgetKept } from './features/kept/changes'
import { setMtu } from './features/links/changes'
import { addNeighbor, flushNeighbors, removeNeighbor } from './features/neighbors/changes'
import { networkChanges } from './features/networks/changes'
import { addProxy, removeProxy } from './features/proxies/changes'
import { addRule, removeRule } from './features/proxies/rule-changes'
import { addRoute, removeRoute, replaceRoute } from './features/routes/changes'
import { setSysctl } from './features/sysctls/changes'

/** Every kind of change of the product. What is not in this list cannot be done to a host. */
export const CHANGES: readonly Change<unknown>[] = [
  ...networkChanges,
  addProxy, removeProxy, addRule, removeRule,
  addAddress, removeAddress,
  addRoute, replaceRoute, removeRoute,
  addNeighbor, removeNeighbor, flushNeighbors,
  createBridge, removeBridge, attachPort, detachPort,
  setSysctl,
  setMtu,
  addNdppdRule, removeNdppdRule, setNdppdService,
  configureEngine, writeEngineFile,
  createContainer, publishPorts, unpublishPorts, startContainer, stopContainer, setLateRule,
  forgetKept,
]
