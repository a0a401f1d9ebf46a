using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Hubs.LocalSilo.Reminders;
using Hubs.Storage;
using Microsoft.Extensions.Logging;

namespace Hubs.LocalSilo.Runtime;

/// <summary>The silo: finds activations, watches time limits, collects what is idle, starts and stops.</summary>
internal sealed class GrainEngine : IGrainFactory, IDisposable
{
    private readonly ConcurrentDictionary<string, ObserverMailbox> _observers = new();
    private readonly ConcurrentDictionary<TimeSpan, DeadlineQueue> _deadlines = new();
    private readonly DeadlineQueue _usualDeadlines;
    private readonly GrainClasses _classes;
    private readonly ILogger _log;
    private readonly ITimer _collection;
    private volatile bool _isStopping;
    private volatile bool _isDead;
    private long _observersMade;

    public GrainEngine(
        LocalSiloOptions options,
        IServiceProvider services,
        IStateStore store,
        TimeProvider clock,
        ILogger log
    )
    {
        Options = options;
        RootServices = services;
        StateStore = store;
        Clock = clock;
        _log = log;
        Json = new JsonSerializerOptions(options.Json);
        Json.MakeReadOnly(populateMissingResolver: true);
        Copier = options.RoundTripMessages ? new MessageCopier(Json) : null;
        _classes = new GrainClasses(options.GrainAssemblies);
        _usualDeadlines = DeadlinesOf(options.ResponseTimeout);
        Reminders = new ReminderTable(this);
        Quiet = new QuietWatch(() =>
            Reminders.IsQuiet && Mailboxes.All(mailbox => mailbox.IsQuiet)
        );
        _collection = WithoutContext.CreateTimer(
            clock,
            static engine => ((GrainEngine)engine!).CollectIdle(),
            this
        );
    }

    public LocalSiloOptions Options { get; }
    public IServiceProvider RootServices { get; }
    public IStateStore StateStore { get; }
    public TimeProvider Clock { get; }
    public JsonSerializerOptions Json { get; }
    public MessageCopier? Copier { get; }
    public ReminderTable Reminders { get; }
    public QuietWatch Quiet { get; }
    public IEnumerable<Activation> Activations => _classes.All.SelectMany(c => c.Activations);
    public long CallsHandled => _classes.All.Sum(grainClass => grainClass.Handled);
    private IEnumerable<Mailbox> Mailboxes => Activations.Concat<Mailbox>(_observers.Values);

    public TGrainInterface GetGrain<TGrainInterface>(
        string primaryKey,
        string? grainClassNamePrefix = null
    )
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        GrainClass grainClass = _classes.Implementing(
            typeof(TGrainInterface),
            grainClassNamePrefix
        );
        return Reference<TGrainInterface>(grainClass, primaryKey);
    }

    public T Reference<T>(GrainClass grainClass, string key) =>
        new GrainDestination(this, grainClass, key).Reference<T>();

    public GrainClass? ClassNamed(string name) => _classes.Named(name);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(
        IGrainObserver obj
    )
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference)
            throw new ArgumentException("This is a reference already.", nameof(obj));
        if (obj is not TGrainObserverInterface)
            throw new ArgumentException(
                $"{obj.GetType()} does not implement {typeof(TGrainObserverInterface)}.",
                nameof(obj)
            );
        var mailbox = new ObserverMailbox(this, obj);
        string key = Interlocked
            .Increment(ref _observersMade)
            .ToString(CultureInfo.InvariantCulture);
        _observers[key] = mailbox;
        return new ObserverDestination(this, key, mailbox).Reference<TGrainObserverInterface>();
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference { Destination: ObserverDestination observer })
            throw new ArgumentException(
                "Give the reference that CreateObjectReference returned, not the object.",
                nameof(obj)
            );
        if (_observers.TryRemove(observer.Key, out ObserverMailbox? mailbox))
            mailbox.Delete();
    }

    /// <summary>From now until it is answered the call has a time limit and hears of its caller's cancellation.</summary>
    public void Watch(Call call)
    {
        if (!call.HasTimeLimit)
            return;
        DeadlineQueue deadlines = call.Method.Timeout is { } limit
            ? DeadlinesOf(limit)
            : _usualDeadlines;
        deadlines.Add(call);
        call.HeedCaller();
        if (_isDead) // Whether or not Kill still found it among the others.
            Lose(call);
    }

    public void MustBeRunning()
    {
        if (_isStopping)
            throw new SiloUnavailableException(
                "The silo is stopping: no grain is activated any more."
            );
    }

    public async Task Start()
    {
        await Reminders.Load();
        _collection.Change(Options.CollectionQuantum, Options.CollectionQuantum);
    }

    /// <summary>Deactivates every grain, in parallel, after the calls in progress.</summary>
    public async Task Stop(CancellationToken abandon)
    {
        if (_isStopping)
            return;
        _isStopping = true;
        _collection.Dispose();
        Reminders.Dispose();
        try
        {
            await DeactivateAll(new(DeactivationReasonCode.ShuttingDown, "The silo is stopping."))
                .WaitAsync(Options.StopTimeout, Clock, abandon);
        }
        catch (Exception exception)
            when (exception is TimeoutException or OperationCanceledException)
        {
            foreach (Activation activation in Activations)
                _log.LogWarning("{Grain} had not finished when the silo stopped.", activation);
        }
        Kill();
    }

    /// <summary>Ends as a killed process does: no grain is told, nothing more is saved, callers in wait learn that the outcome is unknown.</summary>
    public void Kill()
    {
        _isStopping = true;
        _isDead = true;
        _collection.Dispose();
        Reminders.Dispose();
        foreach (Activation activation in Activations)
            activation.Abandon();
        foreach (DeadlineQueue deadlines in _deadlines.Values)
        {
            foreach (Call call in deadlines.TakeAll())
                Lose(call);
        }
    }

    private static void Lose(Call call) =>
        call.Fail(new SiloUnavailableException($"The silo stopped before {call} answered."));

    public Task DeactivateAll(DeactivationReason reason)
    {
        Activation[] all = [.. Activations];
        foreach (Activation activation in all)
            activation.Deactivate(reason);
        return Task.WhenAll(all.Select(activation => activation.WhenGone));
    }

    public void Dispose()
    {
        Kill();
        foreach (DeadlineQueue deadlines in _deadlines.Values)
            deadlines.Dispose();
    }

    public void LogActivationFailed(Activation activation, Exception exception) =>
        _log.LogError(exception, "{Grain} could not be activated.", activation);

    public void LogDeactivationFailed(Activation activation, Exception exception) =>
        _log.LogError(exception, "{Grain} failed while deactivating.", activation);

    public void LogStuck(Activation activation, Call? blocking) =>
        _log.LogWarning(
            "{Grain} deactivates although {Call} is still in progress after {Limit}.",
            activation,
            blocking?.Method.Name ?? "a call",
            Options.DeactivationTimeout
        );

    public void LogTurnFailed(Mailbox mailbox, Exception exception) =>
        _log.LogError(exception, "{Grain} failed when told of a cancellation.", mailbox);

    public void LogTimerFailed(Activation activation, Exception? exception) =>
        _log.LogError(exception, "A timer of {Grain} failed.", activation);

    public void LogReminderFailed(string reminder, Exception exception) =>
        _log.LogError(exception, "Reminder {Reminder} failed.", reminder);

    public void LogLost(Call call, Exception? exception) =>
        _log.LogWarning(exception, "One-way call {Call} failed.", call);

    private DeadlineQueue DeadlinesOf(TimeSpan limit) =>
        _deadlines.GetOrAdd(limit, static (span, clock) => new(clock, span), Clock);

    private void CollectIdle()
    {
        foreach (Activation activation in Activations)
            activation.Tick(Options.CollectionQuantum);
        // Observers nobody deleted, such as those of a web page that went away.
        foreach ((string key, ObserverMailbox observer) in _observers)
        {
            if (!observer.IsAlive && _observers.TryRemove(key, out _))
                observer.Delete();
        }
    }
}
