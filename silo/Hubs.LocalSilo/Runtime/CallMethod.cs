using System.Reflection;

namespace Hubs.LocalSilo.Runtime;

/// <summary>What the attributes of one interface method say about calls to it.</summary>
public sealed class CallMethod
{
    internal CallMethod(MethodInfo method)
    {
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        IsOneWay = method.IsDefined(typeof(OneWayAttribute), inherit: true);
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TakesToken = method
            .GetParameters()
            .Any(parameter => parameter.ParameterType == typeof(CancellationToken));
        Mode =
            method.IsDefined(typeof(AlwaysInterleaveAttribute), inherit: true)
                ? CallMode.Interleaved
            : method.IsDefined(typeof(ReadOnlyAttribute), inherit: true) ? CallMode.ReadOnly
            : CallMode.Exclusive;
    }

    internal CallMethod(string name, CallMode mode)
    {
        Name = name;
        Mode = mode;
    }

    /// <summary>"IDiaryGrain.Book"</summary>
    internal string Name { get; }
    internal CallMode Mode { get; }
    internal bool IsOneWay { get; }
    internal bool TakesToken { get; }
    internal TimeSpan? Timeout { get; }
}
