using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.LocalSilo.Runtime;

/// <summary>
/// Sends every message through JSON and back, as if to another machine, so that a type that could not make the journey fails in tests.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageCopier
{
    private readonly JsonSerializerOptions _options;

    internal MessageCopier(JsonSerializerOptions options) => _options = options;

    public T Copy<T>(T value)
    {
        if (
            value is null
            || typeof(T) == typeof(CancellationToken)
            || typeof(T).IsAssignableTo(typeof(IAddressable))
        )
            return value;
        var type = (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
        return JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type), type)!;
    }

    internal void CopyArguments(Call call)
    {
        try
        {
            call.CopyArguments(this);
        }
        catch (Exception exception) when (IsUnsendable(exception))
        {
            throw Unsendable("An argument", call, exception);
        }
    }

    internal T CopyResult<T>(Call call, T result)
    {
        try
        {
            return Copy(result);
        }
        catch (Exception exception) when (IsUnsendable(exception))
        {
            throw Unsendable("The result", call, exception);
        }
    }

    private static bool IsUnsendable(Exception exception) =>
        exception is NotSupportedException or JsonException or InvalidOperationException;

    private static NotSupportedException Unsendable(string what, Call call, Exception exception) =>
        new(
            $"{what} of {call.Method.Name} could not be sent to another machine: {exception.Message}",
            exception
        );
}
