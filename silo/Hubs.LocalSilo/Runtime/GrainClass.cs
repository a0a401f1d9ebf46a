using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Hubs.LocalSilo.Runtime;

/// <summary>One class of grains: what its attributes say, how to make one, and where its activations are.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new();
    private readonly ConcurrentDictionary<string, StatelessWorkers> _workers = new();
    private readonly ConstructorInfo _constructor;
    private readonly Func<Activation, object?>[] _arguments;
    private long _handledByGone;

    public GrainClass(Type type)
    {
        Type = type;
        Name = (
            type.Name.EndsWith("Grain", StringComparison.Ordinal) ? type.Name[..^5] : type.Name
        ).ToLowerInvariant();
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        CollectionAge = type.IsDefined(typeof(KeepAliveAttribute), inherit: true)
            ? Timeout.InfiniteTimeSpan
            : type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit;
        if (type.GetCustomAttribute<StatelessWorkerAttribute>(inherit: true) is { } worker)
            MaxWorkers =
                worker.MaxLocalWorkers > 0 ? worker.MaxLocalWorkers : Environment.ProcessorCount;
        _constructor = type.GetConstructors() is [var only]
            ? only
            : throw new ArgumentException($"{type} needs exactly one public constructor.");
        _arguments = [.. _constructor.GetParameters().Select(ArgumentFor)];
    }

    public Type Type { get; }

    /// <summary>"diary" of DiaryGrain: part of the names under which state and reminders are stored.</summary>
    public string Name { get; }
    public bool IsReentrant { get; }
    public TimeSpan? CollectionAge { get; }
    public int MaxWorkers { get; }
    public bool IsStatelessWorker => MaxWorkers > 0;

    /// <summary>Calls ever handled.</summary>
    public long Handled => Interlocked.Read(ref _handledByGone) + Activations.Sum(a => a.Handled);

    public IEnumerable<Activation> Activations =>
        IsStatelessWorker
            ? _workers.Values.SelectMany(workers => workers.All)
            : _activations.Select(pair => pair.Value);

    /// <summary>The activation of this key, made if there is none.</summary>
    public Activation Find(GrainEngine engine, string key)
    {
        if (IsStatelessWorker)
            return _workers
                .GetOrAdd(key, static (k, class_) => new(class_, k), this)
                .Choose(engine);
        while (true)
        {
            if (!_activations.TryGetValue(key, out Activation? activation))
            {
                engine.MustBeRunning();
                activation = _activations.GetOrAdd(
                    key,
                    static (k, at) => new(at.engine, at.class_, k),
                    (engine, class_: this)
                );
            }
            if (!activation.IsGone)
                return activation;
            _activations.TryRemove(KeyValuePair.Create(key, activation));
        }
    }

    public void Remove(Activation activation)
    {
        bool removed = IsStatelessWorker
            ? _workers.TryGetValue(activation.Key, out StatelessWorkers? workers)
                && workers.Remove(activation)
            : _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));
        if (removed)
            Interlocked.Add(ref _handledByGone, activation.Handled);
    }

    /// <summary>Hands a call that met a dying activation to the next one.</summary>
    public void Forward(GrainEngine engine, string key, Call call)
    {
        try
        {
            while (!Find(engine, key).TryEnqueue(call)) { }
        }
        catch (SiloUnavailableException exception)
        {
            call.Unwatch();
            call.Fail(exception);
        }
    }

    public Grain Create(Activation activation) =>
        (Grain)
            _constructor.Invoke(
                BindingFlags.DoNotWrapExceptions,
                null,
                [.. _arguments.Select(argument => argument(activation))],
                null
            );

    private static Func<Activation, object?> ArgumentFor(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            if (
                !type.IsGenericType
                || type.GetGenericTypeDefinition() != typeof(IPersistentState<>)
            )
                throw new ArgumentException(
                    $"{parameter.Member.DeclaringType}: [PersistentState] {parameter.Name} has to be an IPersistentState<T>."
                );
            var add = typeof(GrainInstance)
                .GetMethod(nameof(GrainInstance.AddState))!
                .MakeGenericMethod(type.GetGenericArguments())
                .CreateDelegate<Func<GrainInstance, string, object>>();
            return activation => add(activation.Instance, state.StateName);
        }
        if (type == typeof(IGrainFactory))
            return activation => activation.Engine;
        return parameter.HasDefaultValue
            ? activation => activation.Instance.Services.GetService(type) ?? parameter.DefaultValue
            : activation => activation.Instance.Services.GetRequiredService(type);
    }
}
