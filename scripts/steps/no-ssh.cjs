// Stands in for the ssh transport of the engine's client, which dock6 does not use.
module.exports = {
  Client: function Client() {
    throw new Error('the engine is reached by its local socket only')
  },
}
