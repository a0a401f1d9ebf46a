using Hubs.LocalSilo.Runtime;

namespace Hubs.LocalSilo;

/// <summary>
/// What travels with a chain of calls. A grain that is waiting for another does not take calls, not even calls that came about through
/// its own: a cycle A, B, A waits for itself until the time limit. <see cref="AllowCallChainReentrancy"/> makes the exception.
/// </summary>
public static class RequestContext
{
    private static readonly AsyncLocal<object?> s_chain = new();
    private static volatile bool s_isUsed;

    /// <summary>Until the result is disposed of, calls made from here may call back into this grain while it waits for them.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        s_isUsed = true;
        object? outer = s_chain.Value;
        object chain = outer ?? new object();
        s_chain.Value = chain;
        Mailbox? grain = Mailbox.Current;
        grain?.EnterChain(chain);
        return new(outer, grain, chain);
    }

    /// <summary>Until the result is disposed of, calls made from here may not.</summary>
    public static ReentrancySection SuppressCallChainReentrancy()
    {
        object? outer = s_chain.Value;
        s_chain.Value = null;
        return new(outer, null, null);
    }

    internal static object? CurrentChain => s_isUsed ? s_chain.Value : null;

    public readonly struct ReentrancySection : IDisposable
    {
        private readonly object? _outer;
        private readonly Mailbox? _grain;
        private readonly object? _chain;

        internal ReentrancySection(object? outer, Mailbox? grain, object? chain)
        {
            _outer = outer;
            _grain = grain;
            _chain = chain;
        }

        public void Dispose()
        {
            s_chain.Value = _outer;
            if (_chain is not null)
                _grain?.LeaveChain(_chain);
        }
    }
}
