using Hubs.Contracts;

namespace Hubs.Web.Api;

public static class Confirmed
{
    /// <summary>Sends a command, and once more under the same key when its outcome is unknown: the second answer is the true one.</summary>
    public static async Task<TAnswer> Once<TAnswer>(Func<Task<TAnswer>> command)
    {
        try
        {
            return await command();
        }
        catch (NotConfirmedException)
        {
            return await command();
        }
    }
}
