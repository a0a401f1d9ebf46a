using System.Text;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Api;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Desk;

/// <summary>A page whose forms are commands to grains, each with a key of its own.</summary>
public abstract class CommandPage(DeskWork desk) : PageModel
{
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>The form's own key: pressed twice, it is still one command.</summary>
    [BindProperty]
    public string Key { get; set; } = CommandKeys.Fresh().Value;

    public DateOnly Today => Desk.Calendar.Today;

    protected DeskWork Desk { get; } = desk;

    /// <summary>The moment a board of that day is read at: of another day than today, its beginning.</summary>
    protected TimeOnly MomentOf(DateOnly date) =>
        date == Today ? Desk.Calendar.Time : TimeOnly.MinValue;

    /// <summary>Sends a command under the form's key. A refusal, or an unknown outcome, becomes an error of the form, and the answer null.</summary>
    protected async Task<TReceipt?> Do<TReceipt>(
        Func<CommandInfo, Task<Answer<TReceipt>>> command,
        string? why = null
    )
        where TReceipt : Receipt
    {
        if (!CommandId.TryParse(Key, out var key))
            return Failed<TReceipt>("This form is not complete. Open the page again.");
        try
        {
            var info = new CommandInfo(key, Fingerprint(), HttpContext.Actor(), why);
            var answer = await Confirmed.Once(() => command(info));
            if (answer.Refusal is not { } refusal)
            {
                // The next page this person opens shows what they did.
                if (answer.Receipt is { } receipt && Desk.Boards.Expect(receipt) is { } day)
                    await Desk.Boards.CaughtUp(day.Hub, day.Date, day.Date);
                return answer.Receipt;
            }
            Key = CommandKeys.Fresh().Value;
            return Failed<TReceipt>(refusal.Sentence);
        }
        catch (NotConfirmedException)
        {
            // The key stays, so pressing again finds out what happened and does nothing twice.
            return Failed<TReceipt>(
                "Saving failed on the way. Press the button again: nothing will be done twice."
            );
        }
    }

    private TReceipt? Failed<TReceipt>(string sentence)
        where TReceipt : Receipt
    {
        // What was typed stays; the key is written from the property, not from what was posted.
        ModelState.Remove(nameof(Key));
        ModelState.AddModelError("", sentence);
        return null;
    }

    private string Fingerprint()
    {
        var fields = Request
            .Form.Where(field => field.Key is not TokenField)
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}");
        return Desk.Keys.Fingerprint(
            "POST",
            Request.Path + Request.QueryString,
            Encoding.UTF8.GetBytes(string.Join('\n', fields))
        );
    }
}
