namespace Hubs.LocalSilo.Runtime;

/// <summary>The four shapes a grain method may return.</summary>
internal static class ReturnTypes
{
    public static bool IsTask(Type type) =>
        type == typeof(Task) || Is(type, typeof(Task<>)) || IsValueTask(type);

    public static bool IsValueTask(Type type) =>
        type == typeof(ValueTask) || Is(type, typeof(ValueTask<>));

    /// <summary>T of Task&lt;T&gt; and ValueTask&lt;T&gt;.</summary>
    public static Type? ResultOf(Type type) =>
        type.IsGenericType ? type.GetGenericArguments()[0] : null;

    private static bool Is(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
