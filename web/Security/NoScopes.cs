namespace Hubs.Web.Security;

/// <summary>
/// Nothing here prints the scopes of log messages, so none are kept: the web server's own, one for each connection, would make every step of every request carry a
/// context along.
/// </summary>
public sealed class NoScopes : IExternalScopeProvider, IDisposable
{
    public void ForEachScope<TState>(Action<object?, TState> callback, TState state) { }

    public IDisposable Push(object? state) => this;

    public void Dispose() { }
}
