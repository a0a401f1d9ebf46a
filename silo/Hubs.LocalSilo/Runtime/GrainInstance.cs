using Hubs.LocalSilo.Persistence;
using Hubs.LocalSilo.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Hubs.LocalSilo.Runtime;

/// <summary>The grain object of an activation and what was made for it: its services, stored states and timers.</summary>
internal sealed class GrainInstance(Activation activation)
{
    private readonly List<IReadBeforeActivation> _states = [];
    private readonly Lock _gate = new();
    private HashSet<ActivationTimer>? _timers;
    private bool _isOver;
    private AsyncServiceScope? _scope;

    /// <summary>Null until <see cref="Create"/>.</summary>
    public Grain? Grain { get; private set; }

    public IServiceProvider Services => _scope!.Value.ServiceProvider;

    /// <summary>Makes the grain, reads its states, tells it that it is active.</summary>
    public async Task Create(CancellationToken limit)
    {
        _scope = activation.Engine.RootServices.CreateAsyncScope();
        Grain = activation.Class.Create(activation);
        foreach (IReadBeforeActivation state in _states)
            await state.ReadStateAsync(limit);
        await Grain.OnActivateAsync(limit);
    }

    /// <summary>For the grain's constructor.</summary>
    public IPersistentState<TState> AddState<TState>(string name)
    {
        var state = new GrainState<TState>(activation, name);
        _states.Add(state);
        return state;
    }

    /// <summary>Once timers are stopped, one that never ticks: what the grain still does while it ends need not know.</summary>
    public ActivationTimer AddTimer(
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options
    )
    {
        var timer = new ActivationTimer(activation, callback, options);
        bool isTooLate;
        lock (_gate)
        {
            isTooLate = _isOver;
            if (!isTooLate)
                (_timers ??= []).Add(timer);
        }
        if (isTooLate)
            timer.Dispose();
        else
            timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(ActivationTimer timer)
    {
        lock (_gate)
            _timers?.Remove(timer);
    }

    public void StopTimers()
    {
        ActivationTimer[] timers;
        lock (_gate)
        {
            _isOver = true;
            timers = [.. _timers ?? []];
        }
        foreach (ActivationTimer timer in timers)
            timer.Dispose();
    }

    /// <summary>Lets go of everything. What fails on the way is logged.</summary>
    public async Task Discard()
    {
        StopTimers();
        try
        {
            if (Grain is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else if (Grain is IDisposable disposable)
                disposable.Dispose();
            if (_scope is { } scope)
                await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            activation.Engine.LogDeactivationFailed(activation, exception);
        }
    }
}
